package io.acexy.server.metrics;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What plays, by name. So only where that is wanted, and of the streams that have run longest, so that those who come do not
 * take the place of those who are being watched.
 *
 * @param streams says so at any time
 */
record ContentPull(StreamRegistry streams) implements Families.Pull {

    static final int MOST_CONTENTS = 100;

    private static final List<String> LABEL = List.of("content");

    @Override
    public void into(Families families) {
        // A name that is cut may be another one's too: the one that has run longest has it.
        Map<String, StreamStatus> all = new LinkedHashMap<>();
        streams.statuses().stream()
                .filter(one -> one.state() != StreamState.CLOSED)
                .sorted(Comparator.comparing(StreamStatus::opened).thenComparing(ContentPull::name))
                .forEach(one -> all.putIfAbsent(name(one), one));
        List<StreamStatus> shown = all.values().stream().limit(MOST_CONTENTS).toList();
        families.gauge(
                "acexy_contents_unnamed",
                "Streams that have no series of their own, because too many have",
                all.size() - shown.size());
        families.gauge(
                "acexy_content_players",
                "Seats in a stream that are taken; all HLS players have one together",
                LABEL,
                each(shown, (samples, one) -> samples.add(one.players(), name(one))));
        families.gauge(
                "acexy_content_engine",
                "The engine that a stream is played from; always 1",
                List.of("content", "engine"),
                each(shown, (samples, one) -> {
                    if (one.engine() != null) {
                        samples.add(1, name(one), one.engine().authority());
                    }
                }));
        families.counter(
                "acexy_content_received_bytes_total",
                "Media that came from engines for a stream",
                LABEL,
                each(shown, (samples, one) -> samples.add(one.totals().publishedBytes(), name(one))));
        families.counter(
                "acexy_content_skips_total",
                "Times that players of a stream were overtaken by its ring",
                LABEL,
                each(shown, (samples, one) -> samples.add(one.totals().skips(), name(one))));
        losses(families, shown);
    }

    private static void losses(Families families, List<StreamStatus> shown) {
        families.counter(
                "acexy_content_switches_total",
                "Times that a stream went on with another session",
                LABEL,
                each(shown, (samples, one) -> samples.add(one.totals().engineSwitches(), name(one))));
        families.counter(
                "acexy_content_lost_seconds_total",
                "Media that was missing at the switches of a stream",
                LABEL,
                each(
                        shown,
                        (samples, one) ->
                                samples.add(StreamMeters.seconds(one.totals().lost()), name(one))));
    }

    private interface Sample {
        void add(Families.Samples samples, StreamStatus stream);
    }

    private static Consumer<Families.Samples> each(List<StreamStatus> shown, Sample sample) {
        return samples -> shown.forEach(one -> sample.add(samples, one));
    }

    /** As logs have it: short, and without what may be secret. */
    private static String name(StreamStatus stream) {
        return stream.content().toString();
    }
}
