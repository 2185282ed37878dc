package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {

    private static ClusterConfig of(String peers, String node) {
        return ProxyConfig.of(Map.of("peers", peers, "node", node)).engines().cluster();
    }

    @Test
    void peersAreOneListForAllAndEachIsOneOfThem() {
        ClusterConfig cluster = of("one:80,acexy://two:80", "2");

        assertThat(cluster.node()).isEqualTo(2);
        assertThat(cluster.peers()).extracting(peer -> peer.address().host()).containsExactly("one", "two");
    }

    @Test
    void aNumberAloneOnlyMarksLinks() {
        assertThat(of("", "7")).isEqualTo(new ClusterConfig(7, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0", "3"})
    void whoIsNoneOfThemDoesNotStart(String node) {
        assertThatThrownBy(() -> of("one:80,two:80", node)).hasMessageContaining("acexy.node");
    }
}
