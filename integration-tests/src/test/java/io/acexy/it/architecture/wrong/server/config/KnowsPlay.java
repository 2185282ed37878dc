package io.acexy.it.architecture.wrong.server.config;

import io.acexy.it.architecture.wrong.server.play.KnowsStatus;

/** Mistake: settings that know who uses them. */
public record KnowsPlay(KnowsStatus what) {}
