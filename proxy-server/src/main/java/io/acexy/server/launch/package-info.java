/** Around the start of the process: the command line, the demo, and what a failed start says. */
package io.acexy.server.launch;
