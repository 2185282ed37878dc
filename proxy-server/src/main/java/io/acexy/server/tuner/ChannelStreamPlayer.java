package io.acexy.server.tuner;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.channels.Channel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Request;
import io.acexy.server.play.PlayerDoor;
import io.acexy.server.tuning.ChannelDoor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;

/** Plays the one stream that a channel has, which goes on when a content dies. Any thread. */
public final class ChannelStreamPlayer implements ChannelPlayer {

    private final StreamRegistry streams;
    private final PlayerDoor media;

    public ChannelStreamPlayer(StreamRegistry streams, PlayerDoor media) {
        this.streams = streams;
        this.media = media;
    }

    @Override
    public boolean isRunning(Channel channel) {
        return streams.status(ChannelDoor.content(channel)).isPresent();
    }

    @Override
    public Future<Answer> play(Channel channel, Request request, Optional<Duration> time, Runnable left) {
        return media.play(ChannelDoor.content(channel), request, time, left);
    }
}
