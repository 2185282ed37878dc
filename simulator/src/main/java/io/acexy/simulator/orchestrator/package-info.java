/**
 * A simulated acestream-orchestrator: its HTTP interface in three dialects, its rules for engines and streams, the kind and
 * the nasty ones, and its ways to fail, each a named script. Its engines are real {@link
 * io.acexy.simulator.engine.EngineSimulator}s that it starts and stops. One orchestrator lives on one event loop; only
 * scripts, settings and counters are touched from other threads.
 */
package io.acexy.simulator.orchestrator;
