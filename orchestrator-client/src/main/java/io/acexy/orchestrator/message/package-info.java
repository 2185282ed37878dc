/** What the orchestrator and this client tell each other: one record per message, free of any dialect. */
package io.acexy.orchestrator.message;
