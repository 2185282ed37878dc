package io.acexy.it.architecture.wrong.server.net;

import io.acexy.it.architecture.wrong.server.config.ConfigWithChannel;

/** Mistake: a listener that reads the settings of the proxy. */
public record ListenerWithSettings(ConfigWithChannel config) {}
