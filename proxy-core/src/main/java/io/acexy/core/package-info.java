/** Streams and engines. Knows no player HTTP, no orchestrator, no files and no environment. */
package io.acexy.core;
