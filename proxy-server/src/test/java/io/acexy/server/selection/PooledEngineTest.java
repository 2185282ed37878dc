package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.EngineView.Condition;
import io.acexy.server.admin.EngineView.Listing;
import io.acexy.server.admin.EngineView.Slots;
import java.util.Optional;
import java.util.OptionalInt;
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

    private static Listing listing(Condition condition) {
        return new Listing(
                EngineView.Source.CONFIGURATION,
                Optional.empty(),
                condition,
                Optional.empty(),
                false,
                Optional.empty());
    }

    @Test
    void oneThatNobodyHasLookedAtIsShownAsUnknownAndUsable() {
        assertThat(engine.view())
                .isEqualTo(new EngineView(
                        Engine.at("engine", 6878),
                        listing(Condition.UNKNOWN),
                        true,
                        new Slots(0, 0, OptionalInt.of(1)),
                        Optional.empty()));
    }

    @Test
    void whatProbesHaveFoundIsShown() {
        engine.observe(true);
        assertThat(engine.view().listing()).isEqualTo(listing(Condition.HEALTHY));
        assertThat(engine.view().unreachable()).isEmpty();
        engine.observe(false);
        assertThat(engine.view().listing()).isEqualTo(listing(Condition.HEALTHY));
        assertThat(engine.view().unreachable()).contains("the last probe was not answered");
        engine.observe(false);
        engine.observe(false);
        assertThat(engine.view().listing()).isEqualTo(listing(Condition.UNHEALTHY));
        assertThat(engine.view().unreachable()).contains("the last 3 probes were not answered");
        assertThat(engine.view().usable()).isFalse();
    }

    @Test
    void oneThatIsFullIsShownAsSuch() {
        engine.take(7);
        assertThat(engine.streams()).isEqualTo(1);
        assertThat(engine.lastUsed()).isEqualTo(7);
        assertThat(engine.view().usable()).isFalse();
        assertThat(engine.view().slots()).isEqualTo(new Slots(1, 0, OptionalInt.of(1)));
        engine.giveBack(9);
        assertThat(engine.lastUsed()).isEqualTo(9);
        assertThat(engine.view().usable()).isTrue();
    }

    @Test
    void oneWithoutALimitIsNeverFull() {
        PooledEngine unlimited = new PooledEngine(Engine.at("engine", 6878), 0);
        unlimited.take(1);
        assertThat(unlimited.view().usable()).isTrue();
        assertThat(unlimited.view().slots()).isEqualTo(new Slots(1, 0, OptionalInt.empty()));
    }
}
