/** What is told of streams to those outside: the log. */
package io.acexy.server.report;
