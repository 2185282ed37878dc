package io.acexy.server.guide;

import io.acexy.server.channels.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is on, for other rooms. Any thread; never waits. */
public interface Programmes {

    /** Where there is no guide. */
    Programmes NONE = (channel, from, most) -> List.of();

    /**
     * One programme.
     *
     * @param start from then, UTC
     * @param stop until then, not included; where a guide does not say, when the next begins
     */
    record Programme(String title, Instant start, Instant stop) {}

    /**
     * A channel's programmes that are not over at a moment, in order. A guide knows some two days ahead here.
     *
     * @param most so many, at most
     */
    List<Programme> from(Channel channel, Instant from, int most);

    /** What is on at a moment. */
    default Optional<Programme> at(Channel channel, Instant moment) {
        return from(channel, moment, 1).stream()
                .filter(programme -> !programme.start().isAfter(moment))
                .findFirst();
    }

    /** What comes after what is on at a moment. */
    default Optional<Programme> after(Channel channel, Instant moment) {
        return from(channel, moment, 2).stream()
                .filter(programme -> programme.start().isAfter(moment))
                .findFirst();
    }
}
