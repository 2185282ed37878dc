/** What is going on, for people and programs, and what they may change. */
package io.acexy.server.admin;
