package io.acexy.it.architecture.wrong.server.tuning;

import io.acexy.it.architecture.wrong.server.selection.KnowsPlayer;

/** Mistake: who brings channels and players together chooses engines. */
public record ChoosesEngines(KnowsPlayer what) {}
