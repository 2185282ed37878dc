package io.acexy.server.metrics;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.stream.StreamTotals;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What streams there are, and what all of them have done.
 *
 * @param streams says so at any time
 * @param maxStreams how many there may be; 0 is no limit
 */
record StreamPull(StreamRegistry streams, IntSupplier maxStreams) implements Families.Pull {

    @Override
    public void into(Families families) {
        List<StreamStatus> now = streams.statuses();
        families.gauge("acexy_streams", "Streams by state", List.of("state"), samples -> {
            for (StreamState state : StreamState.values()) {
                if (state != StreamState.CLOSED) {
                    samples.add(now.stream().filter(one -> one.state() == state).count(), Cases.word(state));
                }
            }
        });
        families.gauge(
                "acexy_streams_lingering",
                "Streams that nobody watches, and that are kept for a while",
                now.stream().filter(StreamStatus::isLingering).count());
        families.gauge(
                "acexy_streams_in_trouble",
                "Streams for which another engine is looked for right now",
                now.stream().filter(one -> one.trouble() != null).count());
        families.gauge("acexy_streams_max", "How many streams there may be; 0 is no limit", maxStreams.getAsInt());
        totals(families, streams.totals());
    }

    private static void totals(Families families, StreamTotals totals) {
        families.counter(
                "acexy_media_received_bytes_total",
                "Media that came from engines for streams",
                totals.publishedBytes());
        families.counter(
                "acexy_media_delivered_bytes_total",
                "Media that streams gave to those who have a seat: players, and one for all HLS players of a content",
                totals.deliveredBytes());
        families.counter(
                "acexy_media_continuity_errors_total",
                "Packets missing or repeated in what engines sent",
                totals.continuityErrors());
    }
}
