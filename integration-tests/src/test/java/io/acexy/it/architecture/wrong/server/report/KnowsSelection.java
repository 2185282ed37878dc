package io.acexy.it.architecture.wrong.server.report;

import io.acexy.it.architecture.wrong.server.selection.KnowsPlayer;

/** Mistake: what is told depends on who chose. */
public record KnowsSelection(KnowsPlayer what) {}
