package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineSelection.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final Engine FIRST = Engine.at("first", 6878);
    private static final Engine SECOND = Engine.at("second", 6878);
    private static final String AWAY =
            "Service temporarily unavailable: the orchestrator does not answer (not asked yet), and ";

    private final Selecting world = new Selecting();
    private final SelectionParts parts = world.parts(1);
    private final StaticEngineSelector known =
            new StaticEngineSelector(world.orchestrator.desk(), List.of(FIRST, SECOND), 1);
    private final Fallback fallback = new Fallback(known, parts.probe(), world.poller, world.orchestrator.desk());
    private final List<Selected> found = new ArrayList<>();
    private final List<String> none = new ArrayList<>();

    private void select(Engine... excluding) {
        fallback.select(CONTENT, Set.of(excluding), found::add, why -> none.add(why.text()));
        world.orchestrator.run();
        world.orchestrator.run();
    }

    @Test
    void anEngineOfTheConfigurationServesOnceItHasShownThatItIsThere() {
        select();
        assertThat(world.looked).containsExactly(FIRST);
        assertThat(found).isEmpty();
        world.looked(EngineCheck.State.NOT_READY);
        assertThat(found).extracting(Selected::engine).containsExactly(FIRST);
    }

    @Test
    void oneToWhichThereIsNoWayIsLeftWithItsSlotAndTheNextIsTried() {
        select();
        world.looked(EngineCheck.State.UNREACHABLE);
        world.orchestrator.run();
        assertThat(world.looked).containsExactly(FIRST, SECOND);
        world.looked(EngineCheck.State.READY);
        assertThat(found).extracting(Selected::engine).containsExactly(SECOND);

        select(SECOND);
        assertThat(world.looked).as("its slot is free again").containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void whereNoneIsLeftItIsSaidThatBothAreGone() {
        select(SECOND);
        world.looked(EngineCheck.State.NAME_UNKNOWN);
        world.orchestrator.run();
        assertThat(none).containsExactly(AWAY + "the fallback engine is gone too: it is NAME_UNKNOWN");
        assertThat(found).isEmpty();
    }

    @Test
    void whereNoneHasRoomOrWorksThatIsSaid() {
        select(FIRST);
        world.looked(EngineCheck.State.READY);
        select(FIRST);
        assertThat(none).containsExactly(AWAY + "the fallback engine has no room");
        select(FIRST, SECOND);
        assertThat(none).last().isEqualTo(AWAY + "no fallback engine works");
    }
}
