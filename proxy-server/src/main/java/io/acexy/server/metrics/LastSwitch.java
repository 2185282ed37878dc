package io.acexy.server.metrics;

import io.acexy.core.source.Switch;
import java.time.Instant;

/** The last time that any stream went on with another session: when, and what was lost. Any thread. */
final class LastSwitch implements Families.Pull {

    private volatile Known last = new Known(Instant.EPOCH, 0);

    private record Known(Instant when, double lostSeconds) {}

    void switched(Switch change) {
        last = new Known(Instant.now(), change.lost().map(StreamMeters::seconds).orElse(Double.NaN));
    }

    @Override
    public void into(Families families) {
        Known known = last;
        families.gauge(
                "acexy_stream_last_switch_timestamp_seconds",
                "When a stream has gone on with another session last; 0 when none has",
                known.when.toEpochMilli() / 1e3);
        families.gauge(
                "acexy_stream_last_switch_lost_seconds",
                "Media that was missing at the last switch; not a number where clocks do not tell",
                known.lostSeconds);
    }
}
