/** What is told of streams to those outside: the log, and the books of an orchestrator. */
package io.acexy.server.report;
