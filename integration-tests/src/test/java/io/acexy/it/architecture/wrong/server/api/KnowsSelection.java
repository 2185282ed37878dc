package io.acexy.it.architecture.wrong.server.api;

import io.acexy.it.architecture.wrong.server.selection.KnowsPlayer;

/** Mistake: an answer that asks who chooses. */
public record KnowsSelection(KnowsPlayer what) {}
