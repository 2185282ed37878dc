package io.acexy.server.limits;

import io.acexy.core.broadcast.RingStatus;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;

/** What is known of what plays. Any thread; never waits. */
public interface Playing {

    /** The stream behind a name: two names may lead to one. */
    ContentId stream(ContentId name);

    /** Bits a second that a stream has by what is held of it; 0 where that is not known. */
    long bitsPerSecond(ContentId name);

    /** How many streams there are. */
    int streams();

    /** As the registry of streams knows it. */
    static Playing of(StreamRegistry streams) {
        return new Playing() {

            @Override
            public ContentId stream(ContentId name) {
                return streams.status(name).map(StreamStatus::content).orElse(name);
            }

            @Override
            public long bitsPerSecond(ContentId name) {
                return streams.status(name)
                        .map(status -> rate(status.media().ring()))
                        .orElse(0L);
            }

            @Override
            public int streams() {
                return streams.statuses().size();
            }
        };
    }

    /** Of what a ring holds; of less than two seconds nothing is said. */
    private static long rate(RingStatus ring) {
        long ticks = ring.newest() - ring.oldest();
        return ticks < 2 * 27_000_000L ? 0 : (long) (ring.bytes() * 8.0 * 27_000_000L / ticks);
    }
}
