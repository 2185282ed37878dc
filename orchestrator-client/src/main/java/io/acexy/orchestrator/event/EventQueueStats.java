package io.acexy.orchestrator.event;

/**
 * Counts of an {@link EventQueue} at one moment.
 *
 * @param waiting events not delivered yet
 * @param running streams that were reported, or will be, and have not ended
 * @param delivered events the orchestrator took
 * @param refused events it will never take
 * @param collapsed pairs of start and end that were left out because the queue was full
 * @param lost events given up: the queue was full of others, or was closed
 */
public record EventQueueStats(int waiting, int running, long delivered, long refused, long collapsed, long lost) {}
