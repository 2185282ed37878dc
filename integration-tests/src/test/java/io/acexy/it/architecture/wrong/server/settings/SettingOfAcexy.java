package io.acexy.it.architecture.wrong.server.settings;

import io.acexy.it.architecture.wrong.server.config.ConfigWithChannel;

/** Mistake: the mechanism of settings knows the settings of the proxy. */
public record SettingOfAcexy(ConfigWithChannel config) {}
