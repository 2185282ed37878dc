package io.acexy.core.stream;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.source.SourceServices;
import io.netty.channel.EventLoop;
import java.util.Map;

/**
 * What one stream works with, and each of its parts.
 *
 * @param home the loop on which all of it lives
 * @param content the name under which it was opened
 * @param options further engine parameters of the first player
 * @param services what all streams of a registry share
 * @param sources what runs share as long as this process decides on engines
 * @param news tells what happens
 */
record StreamContext(
        EventLoop home,
        ContentId content,
        Map<String, String> options,
        StreamServices services,
        SourceServices sources,
        StreamNews news) {

    /** @param mistaken ends what they belong to, when one of them throws */
    GuardedLoop tasks(Runnable mistaken) {
        return new GuardedLoop(home, services.bugs(), "stream", mistaken);
    }

    StreamConfig config() {
        return services.config();
    }
}
