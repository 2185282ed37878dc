/** Asking for an engine: whether to, and when again. */
package io.acexy.orchestrator.provision;
