package io.acexy.it.architecture.wrong.server.http;

import io.acexy.it.architecture.wrong.server.play.KnowsStatus;

/** Mistake: the door knows who plays. */
public record KnowsPlay(KnowsStatus play) {}
