package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import io.acexy.simulator.orchestrator.StreamEventRecord;
import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream leaves its engine, and the orchestrator's books follow. */
@DependsOnJvm
class MoveTest {

    private static final Content CHANNEL = Content.number(1);

    private World world;

    @AfterEach
    void close() {
        world.close();
    }

    private SimulatedEngine serving() {
        return world.orchestrator.engines().stream()
                .filter(engine -> readers(engine) > 0)
                .findFirst()
                .orElseThrow();
    }

    private EngineSimulator simulator(SimulatedEngine engine) {
        return world.orchestrator.engine(engine.containerId());
    }

    private int readers(SimulatedEngine engine) {
        return simulator(engine).counters().of(CHANNEL.infohash()).readersNow();
    }

    private SimulatedEngine other(SimulatedEngine than) {
        return world.orchestrator.engines().stream()
                .filter(engine -> !engine.containerId().equals(than.containerId()))
                .findFirst()
                .orElseThrow();
    }

    private void awaitReader(SimulatedEngine engine) throws InterruptedException {
        simulator(engine)
                .awaitCounters(counters -> counters.of(CHANNEL.infohash()).readersNow() == 1, World.PATIENCE);
    }

    private static List<String> containers(List<StreamEventRecord> events) {
        return events.stream().map(StreamEventRecord::containerId).collect(Collectors.toList());
    }

    @Test
    void aDrainingEngineIsLeftWithNothingLostAndItsSessionIsStoppedOnce() throws Exception {
        world = World.of(OrchestratorDialect.B, World.engines(2)).proxy().seen(); // A has no such flag
        TestPlayer player = world.play(1);
        world.awaitStreams(1);
        SimulatedEngine draining = serving();
        SimulatedEngine next = other(draining);

        world.orchestrator.setDraining(draining.containerId(), Optional.of("vpn_node_draining"));

        awaitReader(next);
        var left = simulator(draining)
                .awaitCounters(counters -> counters.of(CHANNEL.infohash()).sessionsNow() == 0, World.PATIENCE)
                .of(CHANNEL.infohash());
        assertThat(left.stopsReceived()).as(left.toString()).isEqualTo(1);
        player.awaitMore(World.PLAYING);
        world.verify(player, 1);
        world.await(counters -> counters.eventsStarted() == 2 && counters.eventsEnded() == 1);
        assertThat(containers(world.events(Kind.STARTED))).containsExactly(draining.containerId(), next.containerId());
        assertThat(world.events(Kind.ENDED).get(0).reason()).isEqualTo("moved");
        assertLoads(draining, next);
        world.everybodyLeaves();
    }

    /** What the orchestrator counts is what is so, also where it knows a stream by its content alone. */
    private void assertLoads(SimulatedEngine left, SimulatedEngine inUse) {
        assertThat(now(left).load()).isZero();
        assertThat(now(inUse).load()).isEqualTo(1);
    }

    private SimulatedEngine now(SimulatedEngine engine) {
        return world.orchestrator.engines().stream()
                .filter(one -> one.containerId().equals(engine.containerId()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"A_DEC", "B"})
    void whenAnEngineDiesTheBooksShowTheStreamOnTheOneThatTookOver(OrchestratorDialect dialect) throws Exception {
        world = World.of(dialect, World.engines(2)).proxy().seen();
        TestPlayer player = world.play(1);
        world.awaitStreams(1);
        SimulatedEngine dying = serving();
        SimulatedEngine next = other(dying);

        simulator(dying).kill();

        awaitReader(next);
        player.awaitMore(World.PLAYING);
        world.verify(player, 1);
        world.await(counters -> counters.eventsStarted() == 2 && counters.eventsEnded() == 1);
        assertThat(containers(world.events(Kind.STARTED))).containsExactly(dying.containerId(), next.containerId());
        assertLoads(dying, next);
        assertThat(player.hasEnded()).isFalse();
        world.everybodyLeaves();
    }
}
