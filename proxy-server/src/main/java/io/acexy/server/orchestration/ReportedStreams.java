package io.acexy.server.orchestration;

import io.acexy.orchestrator.EventQueue;
import io.acexy.orchestrator.message.StreamStarted;
import io.netty.util.concurrent.Ticker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the streams in the orchestrator's books are our own, so that its count and ours can be told apart. Confined to the
 * selector's loop, which is also the event queue's.
 */
final class ReportedStreams implements EventQueue.DeliveryListener {

    /** Ended streams that the orchestrator may still list, because their end has not reached it. */
    private static final int MOST_ENDED = 4096;

    private record Taken(String containerId, long nanos) {}

    private final Ticker ticker;
    private final Set<String> running = new HashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Map<String, Taken> taken = new HashMap<>();

    ReportedStreams(Ticker ticker) {
        this.ticker = ticker;
    }

    void begin(String streamId) {
        running.add(streamId);
    }

    void end(String streamId) {
        if (running.remove(streamId)) {
            ended.add(streamId);
            if (ended.size() > MOST_ENDED) {
                String oldest = ended.iterator().next();
                ended.remove(oldest);
                taken.remove(oldest);
            }
        }
    }

    @Override
    public void startTaken(StreamStarted stream) {
        taken.put(stream.streamId(), new Taken(stream.containerId(), ticker.nanoTime()));
    }

    @Override
    public void endTaken(StreamStarted stream) {
        taken.remove(stream.streamId());
        ended.remove(stream.streamId());
    }

    /** True for a stream id that this proxy has made. */
    boolean isOurs(String streamId) {
        return running.contains(streamId) || ended.contains(streamId);
    }

    /** How many of ours an engine's counter held when the list was asked for. */
    int countedOn(String containerId, long askedNanos) {
        return (int) taken.values().stream()
                .filter(stream -> stream.containerId().equals(containerId) && stream.nanos() - askedNanos <= 0)
                .count();
    }
}
