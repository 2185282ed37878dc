package io.acexy.server.tuning;

import io.acexy.server.channels.Channel;
import java.time.Instant;
import java.util.List;

/** Knows which programmes channels have. Any thread, never waits. */
@FunctionalInterface
public interface Upcoming {

    /** Where there is no guide. */
    Upcoming NONE = (channel, from, to) -> List.of();

    /** The names of a channel's programmes that begin between two moments. */
    List<String> programmes(Channel channel, Instant from, Instant to);
}
