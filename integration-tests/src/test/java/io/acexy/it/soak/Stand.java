package io.acexy.it.soak;

import io.acexy.it.support.Content;
import io.acexy.it.support.Swarm;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.engine.FilmScript;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What stands behind the proxy: an orchestrator, three engines of its own, and what is on air. */
final class Stand implements AutoCloseable {

    static final int ENGINES = 3;
    static final String ORCHESTRATOR_KEY = "orchestrators-own-key";

    /** With sound that has to be converted. */
    static final Content SOUND = Content.number(500);

    final Programme programme = new Programme();
    final OrchestratorSimulator orchestrator;
    private final List<Integer> ports;

    Stand() {
        Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
        programme.rich.forEach(one -> broadcaster.assign(one.infohash(), Swarm.Rate.MBIT_8.media()));
        programme.films.forEach(one -> broadcaster.assign(one.infohash(), Film.of(programme.file(one))));
        if (hasFfmpeg()) {
            broadcaster.assign(SOUND.infohash(), Swarm.Rate.AC3.media());
        }
        orchestrator = OrchestratorSimulator.builder()
                .dialect(OrchestratorDialect.A_DEC)
                .broadcaster(broadcaster)
                .settings(settings())
                .engineSettings(Stand::settings)
                .start();
        ports = new ArrayList<>(
                orchestrator.engines().stream().map(SimulatedEngine::port).toList());
    }

    private static OrchestratorSettings settings() {
        return OrchestratorSettings.fast().withApiKey(ORCHESTRATOR_KEY).withFleet(fleet -> fleet.withEnginesAtStart(
                        ENGINES)
                .withMinReplicas(ENGINES)
                .withMaxReplicas(ENGINES + 3)
                .withProvisioning(DelayRange.of(300, 1500))
                .withDead(Duration.ofSeconds(2), Duration.ofSeconds(60))
                .withIdleRemoved(Duration.ofSeconds(60)));
    }

    private static EngineSettings settings(int number) {
        return EngineSettings.fast()
                .withRandomness(number)
                .withTiming(timing -> timing.withStart(DelayRange.of(20, 200))
                        .withPrebuffer(DelayRange.of(50, 500))
                        .withCommand(DelayRange.of(1, 30)))
                .withPacing(pacing -> pacing.withBehindLive(Duration.ofMillis(2_000 + 1_300L * (number % 4)))
                        .withBurst(Duration.ofSeconds(5), 8)
                        .withJitter(0.3, Duration.ofSeconds(7))
                        .withPieces(Swarm.PIECE_15_8_KB, Swarm.PIECE_15_8_KB))
                .withFaults(faults -> faults.withStall(DelayRange.of(1_000, 6_000)));
    }

    Broadcaster broadcaster() {
        return orchestrator.broadcaster();
    }

    /** Whether profiles can be played. */
    static boolean hasFfmpeg() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ffmpeg")));
    }

    /** One of the three that are there all the time, under whatever id it has now; none while it does not answer. */
    Optional<EngineSimulator> engine(int number) {
        return entry(number).flatMap(this::answering);
    }

    /** Entries that only events have made have no name, and nothing runs there. */
    private Optional<EngineSimulator> answering(SimulatedEngine entry) {
        if (entry.name().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(orchestrator.engine(entry.containerId()));
        } catch (IllegalArgumentException gone) {
            return Optional.empty();
        }
    }

    /** Of the three, those that an orchestrator has struck off its books after their death have successors. */
    void replaceMissing() {
        for (int number = 0; number < ENGINES; number++) {
            if (entry(number).isEmpty()) {
                ports.set(number, orchestrator.addEngine().port());
            }
        }
    }

    /** Its place in the orchestrator's books. */
    Optional<SimulatedEngine> entry(int number) {
        return orchestrator.engines().stream()
                .filter(one -> one.port() == ports.get(number) && !one.name().isEmpty())
                .findFirst();
    }

    /** Every engine that answers. */
    List<EngineSimulator> engines() {
        List<EngineSimulator> all = new ArrayList<>();
        orchestrator.engines().forEach(entry -> answering(entry).ifPresent(all::add));
        return all;
    }

    /** Engines that came later are gone, and everything works. */
    void calm() {
        orchestrator.setScript(OrchestratorScript.NORMAL);
        replaceMissing();
        removeLatecomers();
        for (int number = 0; number < ENGINES; number++) {
            entry(number).ifPresent(entry -> {
                if (answering(entry).isEmpty()) {
                    orchestrator.restartEngine(entry.containerId());
                }
            });
        }
        for (EngineSimulator engine : engines()) {
            engine.setScript(EngineScript.NORMAL);
            engine.setScript(FilmScript.NORMAL);
            programme.live().forEach(content -> engine.setScript(content.infohash(), EngineScript.NORMAL));
            programme.films.forEach(film -> {
                engine.setScript(film.infohash(), EngineScript.NORMAL);
                engine.setScript(film.infohash(), FilmScript.NORMAL);
            });
        }
    }

    /** Engines that were provisioned are removed; returns whether there were any. */
    boolean removeLatecomers() {
        List<SimulatedEngine> first = IntStream.range(0, ENGINES)
                .mapToObj(this::entry)
                .flatMap(Optional::stream)
                .toList();
        List<SimulatedEngine> late = orchestrator.engines().stream()
                .filter(entry -> !first.contains(entry) && !entry.name().isEmpty())
                .toList();
        late.forEach(entry -> orchestrator.removeEngine(entry.containerId()));
        return !late.isEmpty();
    }

    @Override
    public void close() {
        orchestrator.close();
    }
}
