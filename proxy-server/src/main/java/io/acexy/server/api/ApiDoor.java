package io.acexy.server.api;

import io.acexy.core.Bugs;
import io.acexy.server.http.Route;
import io.acexy.server.play.PlayerDoor;
import io.acexy.server.tuning.Controls;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The door of {@code /api/v1}; {@code openapi.json} beside this class says what it answers. Any thread; no answer waits, but a
 * diagnosis and a check.
 */
public final class ApiDoor {

    private final StatusApi status;
    private final OperatorApi operator;
    private final ChannelsApi channels;
    private final CheckApi checks;
    private final EventsApi events;
    private final DiagnosisApi diagnosis;
    private final EventHub hub;

    /**
     * @param sources what there is to be told
     * @param tuning which channels there are, and whether they play
     * @param media gives streams away
     * @param clock tells the time of answers
     * @param version of this program
     * @param loop for what is told to all who listen to events
     * @param bugs hears of our own mistakes
     */
    public ApiDoor(
            Sources sources,
            Controls tuning,
            PlayerDoor media,
            InstantSource clock,
            String version,
            EventLoop loop,
            Bugs bugs) {
        Asking asking = new Asking(sources, clock);
        Instant start = clock.instant();
        OverviewJson overview = new OverviewJson(sources, new OverviewJson.Birth(version, start));
        this.status = new StatusApi(sources, asking, overview);
        this.operator = new OperatorApi(sources, asking);
        this.channels = new ChannelsApi(sources, tuning, asking);
        this.checks = new CheckApi(tuning);
        this.hub = new EventHub(
                sources.history(),
                nanos -> {
                    sources.streams().lookAtSwarms(nanos);
                    return overview.of(asking.snapshot(nanos), false);
                },
                loop,
                bugs);
        this.diagnosis = new DiagnosisApi(sources, asking, media);
        this.events = new EventsApi(sources.history(), hub);
    }

    /** What it serves. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(status.routes());
        routes.addAll(operator.routes());
        routes.addAll(channels.routes());
        routes.addAll(checks.routes());
        routes.addAll(events.routes());
        routes.addAll(diagnosis.routes());
        return routes;
    }

    /** Lets those go who listen to events: this program ends. */
    public void close() {
        hub.close();
    }

    /** How many diagnoses are under way. */
    public int diagnoses() {
        return diagnosis.running();
    }

    /** How many may be. */
    public static int mostDiagnoses() {
        return DiagnosisApi.MOST;
    }

    /** How many listen to events. */
    public int eventReaders() {
        return hub.count();
    }

    /** How many may. */
    public static int mostEventReaders() {
        return EventHub.MOST_READERS;
    }
}
