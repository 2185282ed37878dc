package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.stream.StreamListener;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.vod.Films;
import io.acexy.server.admin.Chronicle;
import io.acexy.server.admin.History;
import io.acexy.server.admin.LimitView;
import io.acexy.server.admin.Pulse;
import io.acexy.server.admin.Troubles;
import io.acexy.server.api.ApiDoor;
import io.acexy.server.api.Sources;
import io.acexy.server.config.Build;
import io.acexy.server.http.Connections;
import io.acexy.server.http.Route;
import io.acexy.server.limits.House;
import io.acexy.server.metrics.Metrics;
import io.acexy.server.play.PlayerBook;
import io.acexy.server.play.PlayerDoor;
import io.acexy.server.report.AsPlayed;
import io.acexy.server.report.FilmFinder;
import io.acexy.server.report.StreamLog;
import io.acexy.server.selection.EngineChoice;
import io.acexy.server.tuning.Checks;
import io.acexy.server.tuning.Controls;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What is written down for those who look, put together: beside the composition root, because it has a page of its own. */
final class Observatory {

    private final InstantSource clock = Clock.systemUTC();
    private final History history = new History(clock);
    private final Troubles troubles = new Troubles(clock);
    private final Chronicle chronicle = new Chronicle(history, troubles);
    private final PlayerBook players = new PlayerBook();

    private Pulse pulse;
    private ApiDoor door;

    /** What hears of streams and of the orchestrator. */
    Chronicle chronicle() {
        return chronicle;
    }

    /** What the doors write their players down in. */
    PlayerBook players() {
        return players;
    }

    /** Everybody who hears of streams. */
    List<StreamListener> ofStreams(EngineChoice choice, Metrics metrics, Films films) {
        List<StreamListener> listeners = new ArrayList<>();
        listeners.add(new StreamLog());
        listeners.add(chronicle);
        listeners.add(new AsPlayed(choice.listener()));
        listeners.add(new FilmFinder(films));
        listeners.addAll(metrics.streams());
        return listeners;
    }

    /** Everybody who hears of films. */
    List<StreamListener> ofFilms(EngineChoice choice, Metrics metrics) {
        List<StreamListener> listeners = new ArrayList<>(metrics.films());
        listeners.add(chronicle);
        listeners.add(choice.listener());
        return listeners;
    }

    /** What is limited, and by what it is counted. */
    record Bounds(House house, Connections connections, BufferBudget buffers) {}

    /** What is looked at. */
    record Subjects(StreamRegistry streams, EngineChoice choice, PlayerDoor media, Controls channels) {}

    /**
     * Opens the API. Once.
     *
     * @param loop for its own timers
     */
    List<Route> open(Subjects subjects, Bounds bounds, EventLoop loop, Bugs bugs) {
        StreamRegistry streams = subjects.streams;
        pulse = new Pulse(streams, players, clock, loop, bugs);
        pulse.start();
        Sources sources = new Sources(
                streams, players, subjects.choice.office(), history, troubles, pulse, () -> limits(subjects, bounds));
        door = new ApiDoor(sources, subjects.channels, subjects.media, clock, Build.version(), loop, bugs);
        return door.routes();
    }

    private List<LimitView> limits(Subjects subjects, Bounds bounds) {
        List<StreamStatus> statuses = subjects.streams.statuses();
        long held = statuses.stream()
                .mapToLong(status -> status.media().ring().bytes())
                .sum();
        long total = bounds.buffers.total();
        List<LimitView> limits = new ArrayList<>();
        bounds.house.uses().forEach(use -> limits.add(LimitView.of(use)));
        limits.addAll(List.of(
                LimitView.of(
                        "connections",
                        "connections",
                        bounds.connections.most(),
                        bounds.connections.count(),
                        "acexy.max.connections"),
                LimitView.of("rings", "bytes", total == Long.MAX_VALUE ? 0 : total, held, "acexy.buffer.total"),
                LimitView.of("event readers", "readers", ApiDoor.mostEventReaders(), door.eventReaders(), null),
                LimitView.of("diagnoses", "diagnoses", ApiDoor.mostDiagnoses(), door.diagnoses(), null),
                LimitView.of(
                        "checks",
                        "checks",
                        Checks.MOST,
                        subjects.channels.checks().running(),
                        null),
                LimitView.of("events", "events", History.MOST, history.size(), null)));
        return limits;
    }

    /** This program ends. */
    void close() {
        pulse.stop();
        door.close();
    }
}
