package io.acexy.orchestrator.message;

/**
 * The orchestrator has been told to bring what runs to what it wants (dialect B). Whether it did is seen in the list alone.
 *
 * @param status its word for that
 */
public record Reconciled(String status) {}
