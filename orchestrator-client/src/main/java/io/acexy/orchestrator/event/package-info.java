/** Starts and ends of streams on their way to an orchestrator. */
package io.acexy.orchestrator.event;
