package io.acexy.server.selection;

import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;

/** What the choice of engines and their provisioning work with, all of it on the desk's loop. */
record SelectionParts(
        OrchestratorClient client,
        HealthPoller poller,
        EngineProbe probe,
        EngineRoster roster,
        Notes notes,
        Desk desk,
        Limits limits) {

    /** What this proxy knows by itself: of engines, of slots that are held for it, and of the ways to engines; and who is told. */
    record Notes(EngineBooks books, SlotsHeldThere held, EngineReach reach, ProvisionListener listener) {}

    EventLoop loop() {
        return desk.loop();
    }

    /** True if the orchestrator only takes wishes, and an engine must be found in its list. */
    boolean provisionsLater() {
        return client.dialect().map(Dialect::provisionsLater).orElse(false);
    }

    Ticker ticker() {
        return desk.ticker();
    }
}
