package io.acexy.orchestrator.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Events that wait, in one lane per content: the head of a lane must be done with before the next of it may go. Bounded;
 * by {@link #collapseOldestPair} and {@link #dropOldest}. Confined to the queue's loop.
 */
final class EventBacklog {

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private int size;

    private static final class Lane {
        final Deque<PendingEvent> events = new ArrayDeque<>();
        boolean busy;
    }

    int size() {
        return size;
    }

    void add(PendingEvent event) {
        lanes.computeIfAbsent(event.lane(), key -> new Lane()).events.add(event);
        size++;
    }

    /**
     * Heads of lanes that may go now: one that goes alone, or up to so many that may go together. Their lanes rest until
     * {@link #done} or {@link #keep}.
     */
    List<PendingEvent> take(long now, int most) {
        List<PendingEvent> taken = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            PendingEvent head = lane.events.getFirst();
            boolean ready = !lane.busy && head.notBefore - now <= 0;
            if (ready && (taken.isEmpty() || head.fitsBatch())) {
                lane.busy = true;
                taken.add(head);
            }
            if (taken.size() == most || (!taken.isEmpty() && !taken.get(0).fitsBatch())) {
                break;
            }
        }
        return taken;
    }

    /** When the next lane may go that may not go yet. */
    OptionalLong nextDue() {
        return lanes.values().stream()
                .filter(lane -> !lane.busy)
                .mapToLong(lane -> lane.events.getFirst().notBefore)
                .reduce((one, other) -> one - other <= 0 ? one : other);
    }

    /** The event is delivered or given up. */
    void done(PendingEvent event) {
        Lane lane = lanes.get(event.lane());
        lane.busy = false;
        lane.events.removeFirst();
        size--;
        dropIfEmpty(event.lane(), lane);
    }

    /** The event must go again. */
    void keep(PendingEvent event) {
        lanes.get(event.lane()).busy = false;
    }

    /** Forgets every wait: at shutdown there is no later. */
    void hurry(long now) {
        lanes.values().forEach(lane -> lane.events.forEach(event -> event.notBefore = now));
    }

    /** True if the start of that stream still waits. */
    boolean holdsStartOf(String streamId, String key) {
        Lane lane = lanes.get(key);
        return lane != null
                && lane.events.stream()
                        .anyMatch(event ->
                                event.isStart() && event.stream.streamId().equals(streamId));
    }

    /** The start of a stream is not going to be known: neither shall its end be, which would hit another stream. */
    int forgetEndOf(PendingEvent start) {
        Lane lane = lanes.get(start.lane());
        if (lane == null) {
            return 0;
        }
        int before = lane.events.size();
        PendingEvent head = lane.busy ? lane.events.getFirst() : null;
        lane.events.removeIf(event -> event != head
                && !event.isStart()
                && event.sequence > start.sequence
                && event.stream.streamId().equals(start.stream.streamId()));
        int removed = before - lane.events.size();
        size -= removed;
        dropIfEmpty(start.lane(), lane);
        return removed;
    }

    /**
     * Takes out the oldest start that nobody was told of yet, together with its end: the orchestrator misses a stream that
     * is over, and its books stay right. Returns false if there is no such pair.
     */
    boolean collapseOldestPair() {
        Optional<PendingEvent> oldest = lanes.values().stream()
                .flatMap(lane -> collapsible(lane).stream())
                .reduce((one, other) -> one.sequence < other.sequence ? one : other);
        oldest.ifPresent(start -> {
            forgetEndOf(start);
            remove(start);
        });
        return oldest.isPresent();
    }

    private static Optional<PendingEvent> collapsible(Lane lane) {
        PendingEvent onItsWay = lane.busy ? lane.events.getFirst() : null;
        return lane.events.stream()
                .filter(event -> event != onItsWay && event.isStart() && !event.lookFirst)
                .filter(start -> lane.events.stream()
                        .anyMatch(event -> !event.isStart()
                                && event.sequence > start.sequence
                                && event.stream.streamId().equals(start.stream.streamId())))
                .findFirst();
    }

    /** Takes out the oldest event that is not on its way: the last resort. */
    Optional<PendingEvent> dropOldest() {
        PendingEvent oldest = null;
        for (Lane lane : lanes.values()) {
            Iterator<PendingEvent> events = lane.events.iterator();
            if (lane.busy) {
                events.next();
            }
            PendingEvent candidate = events.hasNext() ? events.next() : null;
            if (candidate != null && (oldest == null || candidate.sequence < oldest.sequence)) {
                oldest = candidate;
            }
        }
        if (oldest != null) {
            remove(oldest);
        }
        return Optional.ofNullable(oldest);
    }

    private void remove(PendingEvent event) {
        Lane lane = lanes.get(event.lane());
        if (lane != null && lane.events.remove(event)) {
            size--;
            dropIfEmpty(event.lane(), lane);
        }
    }

    private void dropIfEmpty(String key, Lane lane) {
        if (lane.events.isEmpty()) {
            lanes.remove(key);
        }
    }
}
