/** An asynchronous client of the acestream-orchestrator that can be used alone. */
package io.acexy.orchestrator;
