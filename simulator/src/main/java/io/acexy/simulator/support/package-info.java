/** What the simulated engine and the simulated orchestrator have in common. */
package io.acexy.simulator.support;
