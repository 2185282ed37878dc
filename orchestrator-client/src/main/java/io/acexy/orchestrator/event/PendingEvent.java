package io.acexy.orchestrator.event;

import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.StreamStarted;
import java.util.Optional;

/** One event on its way to the orchestrator. Confined to the queue's loop. */
final class PendingEvent {

    final StreamStarted stream;
    final Optional<EndReason> end;
    final long sequence;

    /** Deliveries that did not work. */
    int failures;

    /** Not before this ticker time. */
    long notBefore;

    /** The last delivery may have worked: look before repeating it. */
    boolean lookFirst;

    /** A batch was not the way to deliver it. */
    boolean alone;

    PendingEvent(StreamStarted stream, Optional<EndReason> end, long sequence, long now) {
        this.stream = stream;
        this.end = end;
        this.sequence = sequence;
        this.notBefore = now;
    }

    boolean fitsBatch() {
        return !alone && !lookFirst;
    }

    boolean isStart() {
        return end.isEmpty();
    }

    /** Events of one content keep their order: dialect B knows a stream by its content alone, whatever the session. */
    String lane() {
        return stream.key();
    }
}
