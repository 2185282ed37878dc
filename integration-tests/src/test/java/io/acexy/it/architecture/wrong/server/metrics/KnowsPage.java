package io.acexy.it.architecture.wrong.server.metrics;

import io.acexy.it.architecture.wrong.server.page.PageWithStatus;

/** Mistake: who measures knows who shows it to people. */
public record KnowsPage(PageWithStatus page) {}
