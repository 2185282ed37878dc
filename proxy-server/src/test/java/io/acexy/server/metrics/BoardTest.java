package io.acexy.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Burst;
import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.Switch;
import io.acexy.core.stream.Departure;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamEnd;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamListener;
import io.acexy.core.stream.StreamTotals;
import io.acexy.orchestrator.ClientListener;
import io.acexy.server.config.MetricsConfig;
import io.acexy.server.selection.ProvisionListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is heard, as names, labels and values. */
class BoardTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));
    private static final Engine A = Engine.at("a", 6878);
    private static final Engine B = Engine.at("b", 6878);

    private final Board board = new Board(new MetricsConfig(true, false), new Bugs());

    @AfterEach
    void close() {
        board.close();
    }

    private void streams(Consumer<StreamListener> news) {
        board.streams().forEach(news);
    }

    private double value(String name) {
        return Scrape.of(board).value(name);
    }

    private static EngineFault fault(EngineFault.Kind kind) {
        return new EngineFault(kind, "as the test says");
    }

    @Test
    void aStartIsCountedWithTheTimeThatItTook() {
        streams(news -> news.starting(CONTENT));
        streams(news -> news.live(CONTENT, Duration.ofMillis(1_500)));
        assertThat(value("acexy_stream_starts_total")).isEqualTo(1);
        assertThat(value("acexy_stream_start_seconds_bucket{le=\"1.0\"}")).isZero();
        assertThat(value("acexy_stream_start_seconds_bucket{le=\"2.5\"}")).isEqualTo(1);
        assertThat(value("acexy_stream_start_seconds_sum")).isEqualTo(1.5);
    }

    @Test
    void aPlayersWaitIsCountedByWhetherTheStreamPlayed() {
        Burst burst = new Burst(0, Duration.ZERO);
        streams(news -> news.joined(CONTENT, new Join("tv", Join.Kind.JOINED, Duration.ofMillis(20), burst)));
        streams(news -> news.joined(CONTENT, new Join("tv", Join.Kind.STARTED, Duration.ofSeconds(2), burst)));
        assertThat(value("acexy_player_first_media_seconds_bucket{kind=\"joined\",le=\"0.025\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_player_first_media_seconds_count{kind=\"joined\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_player_first_media_seconds_sum{kind=\"started\"}"))
                .isEqualTo(2);
    }

    @Test
    void skipsAndStallsAreCountedWithTheirSeconds() {
        Skip skip = new Skip(1_000_000, Duration.ofMillis(2_500), Duration.ofSeconds(12));
        streams(news -> news.skipped(CONTENT, "tv", skip));
        streams(news -> news.stalled(CONTENT, Duration.ofMillis(3_250)));
        assertThat(value("acexy_player_skips_total")).isEqualTo(1);
        assertThat(value("acexy_player_skipped_seconds_total")).isEqualTo(2.5);
        assertThat(value("acexy_stream_stalls_total")).isEqualTo(1);
        assertThat(value("acexy_stream_stalled_seconds_total")).isEqualTo(3.25);
    }

    @Test
    void departuresSayWhyAndWhetherThereWasAnyMedia() {
        streams(news -> news.left(CONTENT, departure(LeaveReason.STREAM_FAILED, false)));
        streams(news -> news.left(CONTENT, departure(LeaveReason.CLIENT_LEFT, true)));
        assertThat(value("acexy_player_departures_total{begun=\"false\",reason=\"stream_failed\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_player_departures_total{begun=\"true\",reason=\"client_left\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_player_departures_total{begun=\"true\",reason=\"lagged\"}"))
                .as("never happened, and is there")
                .isZero();
    }

    private static Departure departure(LeaveReason reason, boolean begun) {
        return new Departure("tv", reason, begun, Duration.ofSeconds(5), 1_000, 0, 0);
    }

    @Test
    void failuresRefusalsAndEndsAreCountedByWhatWasWrong() {
        StreamFailure none = new StreamFailure(StreamFailure.Kind.NO_ENGINE, "none", Duration.ZERO);
        StreamFailure full = new StreamFailure(StreamFailure.Kind.LIMIT_REACHED, "full", Duration.ZERO);
        streams(news -> news.failed(CONTENT, none));
        streams(news -> news.refused(CONTENT, full));
        streams(news -> news.ended(
                CONTENT, new StreamEnd(StreamEnd.Cause.UNWATCHED, Duration.ofSeconds(60), StreamTotals.NONE)));
        assertThat(value("acexy_stream_failures_total{kind=\"no_engine\"}")).isEqualTo(1);
        assertThat(value("acexy_player_unseated_total{reason=\"limit_reached\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_stream_ends_total{cause=\"unwatched\"}")).isEqualTo(1);
    }

    @Test
    void aSwitchIsCountedByWhatPlayersSawAndTheLastOneIsShown() {
        assertThat(value("acexy_stream_last_switch_timestamp_seconds")).isZero();
        streams(news -> news.switched(CONTENT, new Switch(Switch.Kind.EXACT, A, B, null, Optional.of(Duration.ZERO))));
        streams(news -> news.switched(
                CONTENT, new Switch(Switch.Kind.KEYFRAME, B, A, null, Optional.of(Duration.ofMillis(700)))));
        assertThat(value("acexy_stream_switches_total{kind=\"exact\"}")).isEqualTo(1);
        assertThat(value("acexy_stream_switch_lost_seconds_total{kind=\"keyframe\"}"))
                .isEqualTo(0.7);
        assertThat(value("acexy_stream_last_switch_lost_seconds")).isEqualTo(0.7);
        assertThat(value("acexy_stream_last_switch_timestamp_seconds")).isPositive();

        streams(news -> news.switched(CONTENT, new Switch(Switch.Kind.TABLES, B, A, null, Optional.empty())));
        assertThat(value("acexy_stream_last_switch_lost_seconds"))
                .as("what nobody knows is no number")
                .isNaN();
    }

    @Test
    void enginesAreCountedByResultAndTheirFaultsByKind() {
        streams(news -> news.sessionStarted(CONTENT, A, null));
        streams(news -> news.sessionEnded(CONTENT, A, null, fault(EngineFault.Kind.SILENT)));
        streams(news -> news.startFailed(CONTENT, B, fault(EngineFault.Kind.UNREACHABLE)));
        streams(news -> news.suspected(CONTENT, A, fault(EngineFault.Kind.SLOW)));
        board.films().forEach(news -> news.sessionEnded(CONTENT, B, null, null));
        board.films().forEach(news -> news.startFailed(CONTENT, B, fault(EngineFault.Kind.BROKEN)));
        assertThat(value("acexy_engine_sessions_total{engine=\"a:6878\",result=\"started\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_engine_sessions_total{engine=\"a:6878\",result=\"lost\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_engine_sessions_total{engine=\"b:6878\",result=\"failed\"}"))
                .isEqualTo(2);
        assertThat(value("acexy_engine_failures_total{kind=\"silent\",media=\"live\",phase=\"play\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_engine_failures_total{kind=\"unreachable\",media=\"live\",phase=\"start\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_engine_failures_total{kind=\"broken\",media=\"film\",phase=\"start\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_engine_suspicions_total{kind=\"slow\",media=\"live\"}"))
                .isEqualTo(1);
    }

    @Test
    void thatAContentIsAFilmIsNoFailureOfAnEngine() {
        streams(news -> news.startFailed(CONTENT, A, fault(EngineFault.Kind.ON_DEMAND)));
        assertThat(value("acexy_engine_failures_total{kind=\"on_demand\",media=\"live\",phase=\"start\"}"))
                .isZero();
    }

    @Test
    void engineNamesAreBoundedAndNothingCountedIsLost() {
        for (int i = 0; i < 3 * EngineTally.MOST_ENGINES; i++) {
            Engine engine = Engine.at("engine" + i, 6878);
            streams(news -> news.sessionStarted(CONTENT, engine, null));
        }
        Scrape scrape = Scrape.of(board);
        assertThat(scrape.count("acexy_engine_sessions_total")).isEqualTo((EngineTally.MOST_ENGINES + 1) * 3L);
        assertThat(scrape.value("acexy_engine_sessions_total{engine=\"other\",result=\"started\"}"))
                .isEqualTo(2.0 * EngineTally.MOST_ENGINES);
        assertThat(scrape.value("acexy_engine_sessions_total{engine=\"engine95:6878\",result=\"started\"}"))
                .isEqualTo(1);
    }

    @Test
    void questionsToTheOrchestratorAreCountedByEndpointMethodAndEnd() {
        ClientListener client = board.choice().client();
        client.called(new ClientListener.Call("GET", "/engines", "200", Duration.ofMillis(40)));
        client.called(new ClientListener.Call("GET", "/engines", "timeout", Duration.ofSeconds(8)));
        client.stopped();
        client.provisionRepeated();
        assertThat(value("acexy_orchestrator_calls_total{endpoint=\"/engines\",method=\"GET\",status=\"200\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_orchestrator_calls_total{endpoint=\"/engines\",method=\"GET\",status=\"timeout\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_orchestrator_call_seconds_bucket{endpoint=\"/engines\",le=\"0.05\"}"))
                .isEqualTo(1);
        assertThat(value("acexy_orchestrator_call_seconds_count{endpoint=\"/engines\"}"))
                .isEqualTo(2);
        assertThat(value("acexy_orchestrator_calls_stopped_total")).isEqualTo(1);
        assertThat(value("acexy_orchestrator_provision_repeats_total")).isEqualTo(1);
    }

    @Test
    void whateverTheOrchestratorIsAskedThereAreOnlySoManySeries() {
        ClientListener client = board.choice().client();
        for (int i = 0; i < 500; i++) {
            client.called(
                    new ClientListener.Call("GET", "/invented/" + i, Integer.toString(100 + i), Duration.ofMillis(1)));
        }
        Scrape scrape = Scrape.of(board);
        assertThat(scrape.count("acexy_orchestrator_calls_total")).isLessThanOrEqualTo(100);
        assertThat(scrape.count("acexy_orchestrator_call_seconds_count")).isLessThanOrEqualTo(25);
    }

    @Test
    void attemptsToGetAnEngineAreCountedByWhatBecameOfThemWithTheirTime() {
        ProvisionListener provisions = board.choice().provisions();
        provisions.provisioned(ProvisionListener.Result.READY, Duration.ofSeconds(7));
        provisions.provisioned(ProvisionListener.Result.REFUSED, Duration.ofMillis(300));
        assertThat(value("acexy_orchestrator_provision_seconds_sum{result=\"ready\"}"))
                .isEqualTo(7);
        assertThat(value("acexy_orchestrator_provision_seconds_count{result=\"refused\"}"))
                .isEqualTo(1);
    }

    @Test
    void theProcessAndItsJvmAreTold() {
        Scrape scrape = Scrape.of(board);
        assertThat(scrape.value("acexy_build_info{version=\"unpackaged\"}")).isEqualTo(1);
        assertThat(scrape.value("process_files_max_files")).isPositive();
        assertThat(scrape.value("process_uptime_seconds")).isPositive();
        assertThat(scrape.count("jvm_memory_used_bytes")).isPositive();
        assertThat(scrape.count("process_cpu_time_ns_total")).as("badly named").isZero();
    }
}
