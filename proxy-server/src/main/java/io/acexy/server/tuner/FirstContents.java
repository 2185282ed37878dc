package io.acexy.server.tuner;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.channels.Channel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Request;
import io.acexy.server.play.PlayerDoor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;

/** Plays of each channel its first content. Any thread. */
public final class FirstContents implements ChannelPlayer {

    private final StreamRegistry streams;
    private final PlayerDoor media;

    public FirstContents(StreamRegistry streams, PlayerDoor media) {
        this.streams = streams;
        this.media = media;
    }

    @Override
    public boolean isRunning(Channel channel) {
        return streams.status(first(channel)).isPresent();
    }

    @Override
    public Future<Answer> play(Channel channel, Request request, Optional<Duration> time, Runnable left) {
        return media.play(first(channel), request, time, left);
    }

    private static ContentId first(Channel channel) {
        return channel.contents().get(0);
    }
}
