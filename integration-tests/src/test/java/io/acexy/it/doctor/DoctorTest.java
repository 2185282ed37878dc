package io.acexy.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.JsonText;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.doctor.Diagnosis;
import io.acexy.server.doctor.Doctor;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorTest {

    private static final String KEY = "the-k3y";

    /** The lines, for settings: names and values in turn. */
    private static List<String> examine(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("listen.addr", "127.0.0.1:0", "host", "127.0.0.1", "port", "1"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        Diagnosis diagnosis = Doctor.examine(ProxyConfig.of(all));
        List<String> lines = diagnosis.text().lines().toList();
        boolean wrong = lines.stream().anyMatch(line -> line.startsWith("wrong"));
        assertThat(diagnosis.isWell()).as(diagnosis.text()).isEqualTo(!wrong);
        return lines;
    }

    private static String about(List<String> lines, String what) {
        return lines.stream()
                .filter(line -> line.substring(Math.min(9, line.length())).startsWith(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + what + " in " + lines));
    }

    @Test
    void anEngineThatIsWellIsNamedWithItsVersion() {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String line = about(examine("port", "" + engine.port()), "engine " + engine.authority());
            assertThat(line).startsWith("ok ").contains("version 3.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CORE_HANG, no answer within",
        "FULL_HANG, no answer within",
        "DIES, nothing listens there",
        "THREADS_EXHAUSTED, no answer within"
    })
    void anEngineThatIsNotWellIsWrongAndOthersAreLookedAtAllTheSame(EngineScript script, String words) {
        try (EngineSimulator sick = EngineSimulator.start();
                EngineSimulator well = EngineSimulator.start()) {
            sick.setScript(script);
            List<String> lines = examine("engines", sick.authority() + "," + well.authority());
            assertThat(about(lines, "engine " + sick.authority()))
                    .startsWith("wrong ")
                    .contains(words);
            assertThat(about(lines, "engine " + well.authority())).startsWith("ok ");
        }
    }

    @Test
    void whereNothingListensTheSettingsThatSayWhereAreNamed() {
        assertThat(about(examine(), "engine 127.0.0.1:1"))
                .startsWith("wrong ")
                .contains("nothing listens there", "ACEXY_HOST and ACEXY_PORT");
    }

    @Test
    void aNameThatNobodyKnowsIsSaidToBeOne() {
        assertThat(about(examine("host", "no-such-engine.invalid"), "engine no-such-engine.invalid:1"))
                .startsWith("wrong ")
                .contains("cannot be resolved here");
        assertThat(about(examine("orch.url", "http://no-such-name.invalid:8000"), "orchestrator "))
                .startsWith("wrong ")
                .contains("no-such-name.invalid cannot be resolved here");
    }

    @Test
    void whatIsNoEngineIsSaidToBeNone() throws Exception {
        try (OrchestratorSimulator other = OrchestratorSimulator.start()) {
            assertThat(about(examine("port", "" + other.port()), "engine ")).contains("but not as an engine does");
        }
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(about(examine("port", "" + silent.getLocalPort()), "engine "))
                    .startsWith("wrong ")
                    .contains("no answer within");
        }
    }

    private static OrchestratorSettings withKey() {
        return OrchestratorSettings.fast()
                .withFleet(fleet -> fleet.withEnginesAtStart(1))
                .withApiKey(KEY);
    }

    @ParameterizedTest
    @EnumSource(OrchestratorDialect.class)
    void anOrchestratorThatIsWellIsLookedAtWithItsEnginesAndTheFallbackIsAtMostAWarning(OrchestratorDialect dialect) {
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(dialect, withKey())) {
            List<String> lines = examine("orch.url", orchestrator.url(), "orch.apikey", KEY);
            String what = "orchestrator " + orchestrator.url();
            assertThat(about(lines, what + ":")).startsWith("ok ").contains("dialect ");
            assertThat(about(lines, what + ", key")).startsWith("ok ");
            assertThat(about(lines, what + ", engines")).startsWith("ok ").contains("1 listed");
            assertThat(about(lines, what + ", VPN")).startsWith("ok ");
            assertThat(about(lines, what + ", clock")).startsWith("ok ");
            assertThat(about(
                            lines, "engine " + orchestrator.everyEngine().get(0).authority()))
                    .startsWith("ok ");
            assertThat(about(lines, "engine 127.0.0.1:1")).startsWith("warning ");
            assertThat(lines).noneMatch(line -> line.contains(KEY)).noneMatch(line -> line.startsWith("wrong"));
        }
    }

    @Test
    void aWrongKeyIsSaidToBeOneAndNeverShown() {
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(OrchestratorDialect.A_LAST, withKey())) {
            List<String> lines = examine("orch.url", orchestrator.url(), "orch.apikey", "another-k3y");
            assertThat(about(lines, "orchestrator " + orchestrator.url() + ", key"))
                    .startsWith("wrong ")
                    .contains("the key is refused", "ACEXY_ORCH_APIKEY");
            assertThat(lines).noneMatch(line -> line.contains("k3y"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OrchestratorScript.class,
            names = {"REFUSING", "FROZEN", "EMPTY_REPLY", "HTML_502", "SLOW_DRIP"})
    void anOrchestratorThatIsNotWellIsWrong(OrchestratorScript script) {
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(OrchestratorDialect.B, withKey())) {
            orchestrator.setScript(script);
            List<String> lines = examine("orch.url", orchestrator.url(), "orch.apikey", KEY);
            assertThat(lines).anyMatch(line -> line.startsWith("wrong    orchestrator " + orchestrator.url()));
        }
    }

    @Test
    void aVpnThatIsDownIsWrong() {
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(OrchestratorDialect.A_DEC, withKey())) {
            orchestrator.setScript(OrchestratorScript.VPN_DOWN);
            assertThat(about(
                            examine("orch.url", orchestrator.url(), "orch.apikey", KEY),
                            "orchestrator " + orchestrator.url() + ", VPN"))
                    .startsWith("wrong ")
                    .contains("is down");
        }
    }

    @Test
    void theProgramEndsWithOneWhereSomethingIsWrongAndJsonIsForPrograms() throws Exception {
        try (AcexyProcess acexy =
                AcexyProcess.start("--doctor", "--json", "--host=127.0.0.1", "--port=1", "--listen-addr=127.0.0.1:0")) {
            assertThat(acexy.exitCode()).isEqualTo(1);
            Map<String, Object> found = JsonText.object(acexy.output().get(0));
            assertThat(found).containsEntry("ok", false);
            assertThat((List<?>) found.get("findings")).hasSizeGreaterThan(4);
        }
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess acexy = AcexyProcess.start(
                        "--doctor", "--host=127.0.0.1", "--port=" + engine.port(), "--listen-addr=127.0.0.1:0")) {
            assertThat(acexy.exitCode()).isZero();
            assertThat(acexy.output()).last().asString().startsWith("nothing is wrong");
        }
    }
}
