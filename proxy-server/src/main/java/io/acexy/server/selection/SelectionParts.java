package io.acexy.server.selection;

import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;

/** What the choice of engines and their provisioning work with, all of it on {@code loop}. */
record SelectionParts(
        OrchestratorClient client,
        EngineProbe probe,
        HealthPoller poller,
        EngineRoster roster,
        EngineBooks books,
        SlotsHeldThere held,
        EngineReach reach,
        EventLoop loop,
        Ticker ticker,
        Limits limits) {}
