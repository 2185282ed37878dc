/** Bytes to messages and back: a bounded, lenient reader and a plain writer. Knows no sockets and no threads. */
package io.acexy.orchestrator.json;
