package io.acexy.it.architecture.wrong.server.admin;

import io.acexy.it.architecture.wrong.server.report.KnowsSelection;

/** Mistake: what is seen depends on what is reported. */
public record KnowsReport(KnowsSelection what) {}
