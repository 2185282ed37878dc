package io.acexy.server.selection;

import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;

/** What the choice of engines and their provisioning work with, all of it on the clockwork's loop. */
record SelectionParts(
        OrchestratorClient client,
        HealthPoller poller,
        EngineProbe probe,
        EngineRoster roster,
        Notes notes,
        Clockwork clockwork,
        Limits limits) {

    /** What this proxy knows by itself: of engines, of slots that are held for it, and of the ways to engines. */
    record Notes(EngineBooks books, SlotsHeldThere held, EngineReach reach) {}

    EventLoop loop() {
        return clockwork.home();
    }

    Ticker ticker() {
        return clockwork.ticker();
    }
}
