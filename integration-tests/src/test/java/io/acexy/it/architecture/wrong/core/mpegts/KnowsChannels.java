package io.acexy.it.architecture.wrong.core.mpegts;

import io.netty.channel.Channel;

/** Mistake: mpegts holds a channel. */
public record KnowsChannels(Channel channel) {}
