package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import org.junit.jupiter.api.Test;

class PooledEngineTest {

    private final PooledEngine engine = new PooledEngine(Engine.at("engine", 6878), 1);

    @Test
    void threeFailedProbesInARowTakeItOutAndOneThatSucceedsBringsItBack() {
        assertThat(engine.observe(false)).isFalse();
        assertThat(engine.observe(false)).isFalse();
        assertThat(engine.isHealthy()).isTrue();
        assertThat(engine.observe(false)).isTrue();
        assertThat(engine.isHealthy()).isFalse();
        assertThat(engine.observe(false)).isFalse();

        assertThat(engine.observe(true)).isTrue();
        assertThat(engine.isHealthy()).isTrue();
    }

    @Test
    void aSuccessForgetsTheFailuresBeforeIt() {
        engine.observe(false);
        engine.observe(false);
        engine.observe(true);
        engine.observe(false);
        engine.observe(false);

        assertThat(engine.isHealthy()).isTrue();
    }

    @Test
    void oneThatIsBackGoesOutAfterThreeFailuresAgain() {
        for (int probe = 0; probe < 5; probe++) {
            engine.observe(false);
        }
        engine.observe(true);
        engine.observe(false);
        engine.observe(false);
        assertThat(engine.isHealthy()).isTrue();
        engine.observe(false);
        assertThat(engine.isHealthy()).isFalse();
    }
}
