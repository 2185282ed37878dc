package io.acexy.server.metrics;

import io.acexy.core.Bugs;
import io.acexy.core.stream.StreamListener;
import io.acexy.server.config.MetricsConfig;
import io.acexy.server.http.Route;
import io.acexy.server.selection.ChoiceListeners;
import io.netty.util.concurrent.EventExecutor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All meters and all who are pulled, and the text that they make together. What is heard is counted as it comes; what can be read
 * at any time is read once for each scrape, so that nothing is counted for it in between.
 */
final class Board implements AutoCloseable {

    private final MetricsConfig config;
    private final Bugs bugs;
    private final Meters meters = new Meters();
    private final EngineTally tally = new EngineTally();
    private final LastSwitch lastSwitch = new LastSwitch();
    private final List<Families.Pull> pulls = new CopyOnWriteArrayList<>(List.of(meters, tally, lastSwitch));
    private final Rendering rendering = new Rendering(this::pulled);
    private final List<StreamListener> streams;
    private final List<StreamListener> films;
    private final OrchestratorMeters orchestrator;
    private final MetricsDoor door;

    Board(MetricsConfig config, Bugs bugs) {
        this.config = config;
        this.bugs = bugs;
        this.streams = List.of(
                new StreamMeters(meters, lastSwitch),
                new PlayerMeters(meters),
                new EngineMeters(meters, tally, "live"));
        this.films = List.of(new EngineMeters(meters, tally, "film"));
        this.orchestrator = new OrchestratorMeters(meters);
        this.door = new MetricsDoor(new Scrapes(this::text));
    }

    List<StreamListener> streams() {
        return streams;
    }

    List<StreamListener> films() {
        return films;
    }

    ChoiceListeners choice() {
        return new ChoiceListeners(orchestrator, orchestrator);
    }

    void watch(Watched watched) {
        watched.pulls(config.contents(), bugs).forEach(this::pull);
    }

    /** From now on asks at each scrape. */
    void pull(Families.Pull pull) {
        pulls.add(pull);
    }

    void measure(Iterable<EventExecutor> loops) {
        pull(new LoopDelays(
                loops,
                meters.timer(
                        Meters.DELAYS,
                        "acexy_loop_delay_seconds",
                        "How late tasks come that event loops were given for a time"),
                bugs));
    }

    List<Route> routes() {
        return door.routes();
    }

    private MetricSnapshots pulled() {
        Families families = new Families();
        pulls.forEach(pull -> pull.into(families));
        return families.snapshots();
    }

    byte[] text(String type) {
        return rendering.text(type);
    }

    @Override
    public void close() {
        rendering.close();
    }
}
