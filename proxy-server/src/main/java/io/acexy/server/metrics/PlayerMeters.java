package io.acexy.server.metrics;

import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.Departure;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamListener;
import java.util.EnumMap;
import java.util.Map;

/** Counts how players fare. Called on the streams' loops and the players'; counts, and does nothing else. */
final class PlayerMeters implements StreamListener {

    private static final String LEFT = "Players who are gone, by reason; begun: whether they had any media";

    private final Map<Join.Kind, Histogram> joins = new EnumMap<>(Join.Kind.class);
    private final Counter skips;
    private final Counter skipped;
    private final Cases<LeaveReason> left;
    private final Cases<LeaveReason> gaveUp;
    private final Cases<StreamFailure.Kind> refused;

    PlayerMeters(Meters meters) {
        for (Join.Kind kind : Join.Kind.values()) {
            joins.put(
                    kind,
                    meters.timer(
                            Meters.WAITS,
                            "acexy_player_first_media_seconds",
                            "From a player's wish to his first media; started: the stream did not play when he came",
                            "kind",
                            Cases.word(kind)));
        }
        skips = meters.counter(
                "acexy_player_skips_total", "Times that a player was overtaken by the ring, because he lags");
        skipped = meters.counter("acexy_player_skipped_seconds_total", "Media that players have lost by skips");
        left = meters.cases(LeaveReason.class, "reason", "acexy_player_departures_total", LEFT, "begun", "true");
        gaveUp = meters.cases(LeaveReason.class, "reason", "acexy_player_departures_total", LEFT, "begun", "false");
        refused = meters.cases(
                StreamFailure.Kind.class,
                "reason",
                "acexy_player_unseated_total",
                "Players for whom there was no seat in any stream, by reason");
    }

    @Override
    public void joined(ContentId content, Join join) {
        joins.get(join.kind()).record(join.waited());
    }

    @Override
    public void skipped(ContentId content, String player, Skip skip) {
        skips.increment();
        skipped.increment(StreamMeters.seconds(skip.media()));
    }

    @Override
    public void left(ContentId content, Departure departure) {
        (departure.begun() ? left : gaveUp).count(departure.reason());
    }

    @Override
    public void refused(ContentId content, StreamFailure why) {
        refused.count(why.kind());
    }
}
