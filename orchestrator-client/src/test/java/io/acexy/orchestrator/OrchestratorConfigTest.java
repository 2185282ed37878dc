package io.acexy.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrchestratorConfigTest {

    private static OrchestratorConfig.Builder at(String uri) {
        return OrchestratorConfig.builder(URI.create(uri));
    }

    @Test
    void hasTheDefaultsThatItsDocumentationNames() {
        OrchestratorConfig config = at("http://orchestrator:8000").build();
        assertThat(config.calls().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.calls().listTimeout()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.provision().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.health().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.provision().retries()).isEqualTo(3);
        assertThat(config.calls().limits().bodyLimit()).isEqualTo(4 * 1024 * 1024);
        assertThat(config.apiKey()).isEmpty();
    }

    @Test
    void neverShowsTheKey() {
        OrchestratorConfig config =
                at("http://orchestrator:8000").apiKey("hunter2").build();
        assertThat(config.toString()).doesNotContain("hunter2").contains("***");
        assertThat(config.peer(config.base()).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "orchestrator:8000, http",
        "ftp://orchestrator, http",
        "http:///path, host",
        "http://user:pw@orchestrator, user",
        "http://orchestrator?key=1, query",
        "http://orchestrator:99999, port",
        "http://orchestrator:0, port"
    })
    void refusesAnAddressItCannotUseAndSaysWhy(String uri, String reason) {
        assertThatThrownBy(() -> at(uri).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAKeyThatWouldBreakTheHeader() {
        assertThatThrownBy(
                        () -> at("http://orchestrator").apiKey("a\r\nX-Evil: 1").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Evil");
    }

    @Test
    void refusesBoundsThatBoundNothing() {
        assertThatThrownBy(() -> at("http://o").timeout(Duration.ZERO).build()).hasMessageContaining("timeout");
        assertThatThrownBy(() -> at("http://o").connections(0).build()).hasMessageContaining("connections");
        assertThatThrownBy(() -> at("http://o").eventQueue(1).build()).hasMessageContaining("event queue");
    }

    @Test
    void takesABlankKeyForNone() {
        assertThat(at("http://o").apiKey("  ").build().apiKey()).isEmpty();
    }
}
