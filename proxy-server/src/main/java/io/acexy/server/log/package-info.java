/** What is written of what happens: the lines of the log and of the access log, what they hide, and how many there may be. */
package io.acexy.server.log;
