/** Which engine plays a stream: a pool that is configured, or what an orchestrator has and starts. */
package io.acexy.server.selection;
