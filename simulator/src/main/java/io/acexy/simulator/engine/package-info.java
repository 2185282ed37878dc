/**
 * A simulated AceStream engine: its HTTP interface, its session rules and timing, and its ways to fail, each a named script.
 * One engine lives on one event loop; only scripts, settings and counters are touched from other threads.
 */
package io.acexy.simulator.engine;
