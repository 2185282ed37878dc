package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrchestratorDefaultsTest {

    @Test
    void anOrchestratorIsAskedByTheseDefaults() {
        URI url = URI.create("http://orchestrator:8000");
        assertThat(ProxyConfig.of(Map.of("orch.url", url.toString()))
                        .engines()
                        .orchestration()
                        .orchestrator())
                .contains(OrchestratorConfig.builder(url)
                        .timeout(Duration.ofSeconds(5))
                        .listTimeout(Duration.ofSeconds(12))
                        .provisionTimeout(Duration.ofSeconds(60))
                        .healthInterval(Duration.ofSeconds(30))
                        .retries(3)
                        .connections(16)
                        .build());
    }
}
