/** How calls to an orchestrator end. */
package io.acexy.orchestrator.reply;
