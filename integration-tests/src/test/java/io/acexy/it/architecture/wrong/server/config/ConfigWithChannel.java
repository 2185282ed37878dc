package io.acexy.it.architecture.wrong.server.config;

import io.netty.channel.Channel;

/** Mistake: a setting that is a channel. */
public record ConfigWithChannel(Channel channel) {}
