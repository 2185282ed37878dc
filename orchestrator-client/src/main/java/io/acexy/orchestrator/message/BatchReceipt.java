package io.acexy.orchestrator.message;

import java.util.List;

/**
 * What became of each event of an {@link EventBatch}, in the same order.
 *
 * @param started one per started stream
 * @param ended one per ended stream
 */
public record BatchReceipt(List<EventReceipt> started, List<EventReceipt> ended) {

    public BatchReceipt {
        started = List.copyOf(started);
        ended = List.copyOf(ended);
    }
}
