package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What machines are told that look after this one. */
class HealthTest {

    private static RawAnswer get(Proxy proxy, String path) throws IOException {
        try (RawConnection connection = RawConnection.to(proxy.address())) {
            return connection.get(path).answer();
        }
    }

    @Test
    void aProxyThatServesIsAliveAndReadyForWhoeverAsksWithGetOrHead() throws Exception {
        try (Door door = Door.open()) {
            for (String path : List.of("/livez", "/readyz", "/healthz")) {
                assertThat(door.get(path).status()).as(path).isEqualTo(200);
                assertThat(door.get(path).body()).isEqualTo("ok\n");
                assertThat(door.get(path).header("cache-control")).isEqualTo("no-store");
                assertThat(door.ask("HEAD", path).status()).isEqualTo(200);
                assertThat(JsonText.object(
                                door.get(path, "Accept: application/json").body()))
                        .containsEntry("ok", true);
            }
            assertThat(door.ask("POST", "/livez").status()).isEqualTo(405);
        }
    }

    @Test
    void aPoolOfWhichNoEngineAnswersMakesItUnreadyUntilOneDoes() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = Proxy.beforePool(Map.of("engine.health.interval", "10ms"), engine)) {
            engine.setScript(EngineScript.DIES);
            RawAnswer unready = Patience.until(() -> get(proxy, "/readyz"), answer -> answer.status() == 503);
            assertThat(unready.body()).isEqualTo("no engine known: none of the pool answers\n");
            assertThat(get(proxy, "/livez").status()).isEqualTo(200);
            engine.restart();
            Patience.until(() -> get(proxy, "/readyz"), answer -> answer.status() == 200);
        }
    }

    @Test
    void anOrchestratorThatHasNeverAnsweredMakesItUnready() throws Exception {
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start()) {
            orchestrator.setScript(OrchestratorScript.REFUSING);
            try (Proxy proxy = Proxy.before(orchestrator, Map.of("shutdown.timeout", "1s"))) {
                assertThat(get(proxy, "/readyz").status()).isEqualTo(503);
                assertThat(get(proxy, "/healthz").body())
                        .startsWith("no engine known: the orchestrator does not answer");
                orchestrator.lift(OrchestratorScript.Scope.SERVER);
                Patience.until(() -> get(proxy, "/readyz"), answer -> answer.status() == 200);
            }
        }
    }

    @Test
    void anOrchestratorWithoutEnginesThatStartsNoneMakesItUnready() throws Exception {
        OrchestratorSettings none = OrchestratorSettings.fast().withFleet(fleet -> fleet.withEnginesAtStart(0));
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(OrchestratorDialect.A_DEC, none)) {
            orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
            try (Proxy proxy = Proxy.before(orchestrator, Map.of("shutdown.timeout", "1s"))) {
                Patience.until(() -> get(proxy, "/readyz"), answer -> answer.body()
                        .startsWith("no engine known, and none is started: "));
            }
        }
    }

    @Test
    void theStatusOfTheGoAcexyStaysWhereItIs() throws Exception {
        try (Door door = Door.open()) {
            assertThat(door.get("/ace/status").body()).startsWith("{\"streams\":0,\"clients\":0,");
        }
    }
}
