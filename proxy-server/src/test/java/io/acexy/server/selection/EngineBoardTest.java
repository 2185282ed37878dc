package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.server.admin.EngineView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineBoardTest {

    private static final EngineView FIRST = new PooledEngine(Engine.at("first", 6878), 1).view();
    private static final EngineView SECOND = new PooledEngine(Engine.at("second", 6878), 1).view();

    private final AskedOrchestrator world = new AskedOrchestrator();
    private List<EngineView> now = List.of(SECOND);
    private int looks;
    private final EngineBoard board = new EngineBoard(world.desk(), List.of(FIRST), () -> {
        looks++;
        return now;
    });

    @Test
    void whatHasChangedIsShownATenthOfASecondLater() {
        board.changed();
        world.advance(Duration.ofMillis(99));
        assertThat(board.engines()).containsExactly(FIRST);
        world.advance(Duration.ofMillis(1));
        assertThat(board.engines()).containsExactly(SECOND);
    }

    @Test
    void howeverMuchChangesInAMomentIsLookedAtOnce() {
        for (int change = 0; change < 100; change++) {
            board.changed();
        }
        world.advance(Duration.ofMillis(100));
        assertThat(looks).isEqualTo(1);

        now = List.of();
        board.changed();
        world.advance(Duration.ofMillis(100));
        assertThat(looks).isEqualTo(2);
        assertThat(board.engines()).isEmpty();
    }
}
