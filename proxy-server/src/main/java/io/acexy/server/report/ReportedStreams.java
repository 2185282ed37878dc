package io.acexy.server.report;

import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.message.StreamStarted;
import io.netty.util.concurrent.Ticker;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which of the streams in the orchestrator's books are our own, so that its count and ours can be told apart. A list shows the
 * books as they were when it was asked for: what the orchestrator was told since then is not in it. Confined to the selector's
 * loop, which is also the event queue's.
 */
public final class ReportedStreams implements EventQueue.DeliveryListener {

    /** Ended streams that the orchestrator may still count, because their end does not reach it. */
    private static final int MOST_ENDED = 4096;

    /** One of ours. The times are when the orchestrator has confirmed to know. */
    private static final class Reported {
        private String containerId = "";
        private OptionalLong startTaken = OptionalLong.empty();
        private OptionalLong endTaken = OptionalLong.empty();
        private boolean over;

        boolean isCountedAt(long nanos) {
            return startTaken.isPresent() && startTaken.getAsLong() - nanos <= 0 && !isForgottenAt(nanos);
        }

        boolean isForgottenAt(long nanos) {
            return endTaken.isPresent() && endTaken.getAsLong() - nanos <= 0;
        }
    }

    private final Ticker ticker;
    private final Map<String, Reported> streams = new LinkedHashMap<>();
    private int over;

    /** None yet. */
    public ReportedStreams(Ticker ticker) {
        this.ticker = ticker;
    }

    void begin(String streamId) {
        streams.put(streamId, new Reported());
    }

    void end(String streamId) {
        Reported stream = streams.get(streamId);
        if (stream != null && !stream.over) {
            stream.over = true;
            over++;
            if (over > MOST_ENDED) {
                forgetOldest();
            }
        }
    }

    private void forgetOldest() {
        Iterator<Reported> oldest = streams.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().over) {
                oldest.remove();
                over--;
                return;
            }
        }
    }

    @Override
    public void startTaken(StreamStarted stream) {
        Reported ours = streams.get(stream.streamId());
        if (ours != null) {
            ours.containerId = stream.containerId();
            ours.startTaken = OptionalLong.of(ticker.nanoTime());
        }
    }

    @Override
    public void endTaken(StreamStarted stream) {
        Reported ours = streams.get(stream.streamId());
        if (ours != null) {
            ours.endTaken = OptionalLong.of(ticker.nanoTime());
        }
    }

    /** Forgets what cannot be in a list that was asked for at that time, nor in any later one. */
    public void prune(long askedNanos) {
        streams.values().removeIf(stream -> {
            boolean gone = stream.over && stream.isForgottenAt(askedNanos);
            over -= gone ? 1 : 0;
            return gone;
        });
    }

    /** True for a stream id that this proxy has made. */
    public boolean isOurs(String streamId) {
        return streams.containsKey(streamId);
    }

    /** True if the orchestrator knew of the start at that time: what it told then without it has been forgotten by it. */
    boolean wasKnownAt(String streamId, long nanos) {
        Reported ours = streams.get(streamId);
        return ours != null && ours.isCountedAt(nanos);
    }

    /** How many of ours an engine's counter held when the list was asked for. */
    public int countedOn(String containerId, long askedNanos) {
        return (int) streams.values().stream()
                .filter(stream -> stream.containerId.equals(containerId) && stream.isCountedAt(askedNanos))
                .count();
    }
}
