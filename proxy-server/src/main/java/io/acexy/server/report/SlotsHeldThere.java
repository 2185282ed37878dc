package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.StreamStarted;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Slots that a generation-B orchestrator holds for us since it chose the engine. A started stream turns one into a stream. There
 * is no call that gives one back and no time after which it expires, so one that was not used is given back by reporting a
 * stream that starts and ends. Confined to the selector's loop.
 */
public final class SlotsHeldThere {

    private record Slot(String key, String containerId) {}

    private final EventQueue queue;
    private final Map<Slot, Integer> held = new HashMap<>();

    /** None yet; what is given back goes through the queue. */
    public SlotsHeldThere(EventQueue queue) {
        this.queue = queue;
    }

    /** The orchestrator has chosen that engine for us. */
    public void hold(ContentId content, Engine engine) {
        held.merge(slot(content, engine.id()), 1, Integer::sum);
    }

    /** A stream of that content was reported as started there. */
    void used(ContentId content, String containerId) {
        take(slot(content, containerId));
    }

    /** Whoever had the slot is done with it; if no stream was reported, the orchestrator still holds it. */
    public void giveBack(ContentId content, Engine engine) {
        if (take(slot(content, engine.id()))) {
            StreamStarted nothing = StreamStartedEvents.ofNothing(content, engine, "unused-" + UUID.randomUUID());
            queue.started(nothing);
            queue.ended(nothing.streamId(), EndReason.ERROR);
        }
    }

    private static Slot slot(ContentId content, String containerId) {
        return new Slot(StreamStartedEvents.key(content), containerId);
    }

    private boolean take(Slot slot) {
        boolean there = held.containsKey(slot);
        held.computeIfPresent(slot, (same, count) -> count == 1 ? null : count - 1);
        return there;
    }
}
