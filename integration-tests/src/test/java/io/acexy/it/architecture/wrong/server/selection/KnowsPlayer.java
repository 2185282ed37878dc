package io.acexy.it.architecture.wrong.server.selection;

import io.acexy.it.architecture.wrong.server.play.KnowsStatus;

/** Mistake: an engine is chosen for a player. */
public record KnowsPlayer(KnowsStatus what) {}
