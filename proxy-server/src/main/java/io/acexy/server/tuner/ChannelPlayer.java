package io.acexy.server.tuner;

import io.acexy.server.channels.Channel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Request;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;

/** Plays channels. Any thread. */
public interface ChannelPlayer {

    /** Whether the channel runs already, so that one more viewer starts nothing. */
    boolean isRunning(Channel channel);

    /**
     * Answers a request with a channel's media, as a transport stream, or says why there is none.
     *
     * @param time after which it is to end; nothing where the viewer ends it
     * @param left called when a viewer who had a seat has left it; not for one who was refused before he had one
     */
    Future<Answer> play(Channel channel, Request request, Optional<Duration> time, Runnable left);
}
