package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.orchestrator.ApiClient.Exchange;
import io.acexy.simulator.orchestrator.StreamEventRecord.Effect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events do to dialect A's books, the nasty rules first of all. */
final class StreamRulesTest {

    private final OrchestratorSimulator orchestrator = OrchestratorSimulator.start();
    private final ApiClient client = ApiClient.of(orchestrator);
    private final SimulatedEngine engine = orchestrator.engines().get(0);

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private SimulatedEngine now(String containerId) {
        return orchestrator.engines().stream()
                .filter(e -> e.containerId().equals(containerId))
                .findFirst()
                .orElseThrow();
    }

    private List<Effect> effects() {
        return orchestrator.counters().events().stream()
                .map(StreamEventRecord::effect)
                .toList();
    }

    @Test
    void aStreamStartsAndEndsOnItsEngine() throws Exception {
        Exchange started = client.started(engine.containerId(), "a", "1");
        assertThat(started.object())
                .containsEntry("id", "a|1")
                .containsEntry("container_id", engine.containerId())
                .containsEntry("is_live", true)
                .containsEntry("status", "started")
                .containsEntry("ended_at", null);
        assertThat(client.engines())
                .anySatisfy(e -> assertThat(e.get("streams")).isEqualTo(List.of("a|1")));
        assertThat(client.engine(engine.containerId()).get("last_stream_usage")).isNotNull();
        Exchange ended = client.ended(engine.containerId(), "a|1");
        assertThat(ended.object()).containsEntry("updated", true);
        assertThat(ended.object().object("stream")).containsEntry("status", "ended");
        assertThat(now(engine.containerId()).streams()).isEmpty();
        assertThat(effects()).containsExactly(Effect.STARTED, Effect.ENDED);
        assertThat(orchestrator.counters().disorder()).isEmpty();
    }

    @Test
    void anUnknownIdEndsTheNewestStreamOfItsContainer() throws Exception {
        client.started(engine.containerId(), "a", "1");
        client.started(engine.containerId(), "b", "2");
        client.started(orchestrator.engines().get(1).containerId(), "c", "3");
        Exchange ended = client.ended(engine.containerId(), "nobody|9");
        assertThat(ended.object().object("stream")).containsEntry("id", "b|2");
        assertThat(effects()).endsWith(Effect.ENDED_ANOTHER);
    }

    @Test
    void anUnknownIdWithoutContainerEndsTheNewestStreamOfAll() throws Exception {
        client.started(engine.containerId(), "a", "1");
        client.started(orchestrator.engines().get(1).containerId(), "b", "2");
        assertThat(client.ended(null, "nobody|9").object().object("stream")).containsEntry("id", "b|2");
        assertThat(client.post("/events/stream_ended", "{}").object().object("stream"))
                .containsEntry("id", "a|1");
        assertThat(client.post("/events/stream_ended", "{}").body()).isEqualTo("{\"updated\":false,\"stream\":null}");
        assertThat(effects()).endsWith(Effect.ENDED_ANOTHER, Effect.ENDED_ANOTHER, Effect.NOTHING);
    }

    @Test
    void anEndOfAForgottenStreamEndsAnother() throws Exception {
        orchestrator.configure(s -> s.withApi(a -> a.withEndedForgotten(Duration.ZERO)));
        client.started(engine.containerId(), "a", "1");
        client.started(engine.containerId(), "b", "2");
        client.ended(engine.containerId(), "b|2");
        client.ended(engine.containerId(), "b|2");
        assertThat(orchestrator.counters().streamsNow()).isZero();
        assertThat(orchestrator.counters().disorder()).containsExactly("b|2 ended twice");
    }

    @Test
    void anEventOfAnUnknownEngineMakesAPhantom() throws Exception {
        client.post("/events/stream_started", ApiClient.startedBody("proxy", "localhost", 6878, "a", "1"));
        client.post("/events/stream_started", ApiClient.startedBody(null, "elsewhere", 6879, "b", "2"));
        assertThat(orchestrator.counters().phantomsNow()).isEqualTo(2);
        assertThat(client.engines()).hasSize(4);
        assertThat(now("proxy").name()).isEmpty();
        assertThat(now("elsewhere:6879").health()).isEqualTo(EngineHealth.UNKNOWN);
        assertThat(effects()).containsExactly(Effect.MADE_PHANTOM, Effect.MADE_PHANTOM);
    }

    @Test
    void behindAPhantomIsNoEngine() throws Exception {
        client.post("/events/stream_started", ApiClient.startedBody("phantom", "x", 1, "b", "2"));
        assertThat(orchestrator.engines()).extracting("containerId").contains("phantom");
        assertThatThrownBy(() -> orchestrator.engine("phantom")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostAndPortForgiveAWrongContainerId() throws Exception {
        client.post("/events/stream_started", ApiClient.startedBody("wrong", engine.host(), engine.port(), "a", "1"));
        assertThat(now(engine.containerId()).streams()).containsExactly("a|1");
        assertThat(orchestrator.counters().phantomsNow()).isZero();
    }

    @Test
    void anEventOverwritesHostPortAndLabelsOfItsEngine() throws Exception {
        client.post("/events/stream_started", ApiClient.startedBody(engine.containerId(), "moved", 7, "a", "1"));
        SimulatedEngine moved = now(engine.containerId());
        assertThat(moved.host()).isEqualTo("moved");
        assertThat(moved.port()).isEqualTo(7);
        assertThat(client.engine(engine.containerId()).texts("labels")).containsEntry("stream_id", "a|1");
    }

    @Test
    void aRepeatedStartIsNoSecondStreamAndIsNoticed() throws Exception {
        client.started(engine.containerId(), "a", "1");
        client.started(engine.containerId(), "a", "1");
        assertThat(orchestrator.counters().streamsNow()).isEqualTo(1);
        assertThat(orchestrator.counters().disorder()).containsExactly("a|1 started twice");
        assertThat(effects()).containsExactly(Effect.STARTED, Effect.STARTED_AGAIN);
    }

    @Test
    void anEndBeforeItsStartIsNoticed() throws Exception {
        client.ended(engine.containerId(), "a|1");
        client.started(engine.containerId(), "a", "1");
        assertThat(orchestrator.counters().disorder())
                .containsExactly("a|1 ended without a start", "a|1 started again after its end");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"key_type\":\"infohash\"', '\"key_type\":\"id\"', literal_error, key_type",
        "'http://127.0.0.1:1/ace/stat/a/1', '', url_parsing, stat_url",
        "'http://127.0.0.1:1/ace/cmd/a/1', '/ace/cmd/a/1', url_parsing, command_url",
        "'\"is_live\":1', '\"is_live\":null', int_type, is_live",
        "'\"playback_session_id\":\"1\"', '\"playback_session_id\":1', string_type, playback_session_id",
        "'\"engine\":', '\"machine\":', missing, engine",
        "'\"stream_id\":\"a|1\"', '\"stream_id\":5', string_type, labels"
    })
    void aWrongFieldIsRefusedWithItsPlace(String right, String wrong, String type, String place) throws Exception {
        String body = ApiClient.startedBody(engine.containerId(), "127.0.0.1", 1, "a", "1");
        assertThat(body).contains(right);
        Exchange refused = client.post("/events/stream_started", body.replace(right, wrong));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("\"type\":\"" + type + "\"").contains("\"" + place + "\"");
        assertThat(orchestrator.counters().eventsRefused()).isEqualTo(1);
        assertThat(orchestrator.counters().streamsNow()).isZero();
    }

    @Test
    void livenessMayBeABooleanInTheEvent() throws Exception {
        String body = ApiClient.startedBody(engine.containerId(), "127.0.0.1", 1, "a", "1");
        Exchange taken = client.post("/events/stream_started", body.replace("\"is_live\":1", "\"is_live\":true"));
        assertThat(taken.object()).containsEntry("is_live", true);
    }

    @Test
    void theMostStreamsThatAnEngineEverHadAreCounted() throws Exception {
        client.started(engine.containerId(), "a", "1");
        client.started(engine.containerId(), "b", "2");
        client.ended(engine.containerId(), "a|1");
        client.ended(engine.containerId(), "b|2");
        assertThat(orchestrator.counters().mostStreamsOnOneEngine()).isEqualTo(2);
        assertThat(orchestrator.counters().streamsNow()).isZero();
    }
}
