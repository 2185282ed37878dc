/** Around the start of the process: the command line, the demo, logging, and what a failed start says. */
package io.acexy.server.launch;
