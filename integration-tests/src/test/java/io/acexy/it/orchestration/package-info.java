/** The proxy with an orchestrator and its engines. */
package io.acexy.it.orchestration;
