package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelection.Unavailable;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaticEngineSelectorTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final Engine FIRST = Engine.at("first", 6878);
    private static final Engine SECOND = Engine.at("second", 6878);

    private final StaticEngineSelector selector = new StaticEngineSelector(List.of(FIRST, SECOND), 2);

    @Test
    void theLeastLoadedIsChosenAndSelectingReserves() {
        assertThat(engines(4)).containsExactly(FIRST, SECOND, FIRST, SECOND);
        assertThat(select())
                .isEqualTo(new Busy("every engine plays as many streams as it may", Duration.ofSeconds(10)));
    }

    @Test
    void amongEquallyLoadedTheLongestUnusedIsChosen() {
        Selected first = selected();
        Selected second = selected();
        second.lease().release();
        first.lease().release();

        assertThat(engines(2)).containsExactly(SECOND, FIRST);
    }

    @Test
    void anEngineThatHasFailedTheCallerIsNotChosenAgain() {
        assertThat(select(FIRST))
                .extracting(answer -> ((Selected) answer).engine())
                .isEqualTo(SECOND);
        assertThat(select(FIRST, SECOND))
                .isEqualTo(new Unavailable("no other engine is healthy", Duration.ofSeconds(10)));
    }

    @Test
    void aLeaseGivesItsSlotBackOnceHoweverItEnds() {
        Selected first = selected();
        engines(3);
        first.lease().fail(EngineFault.broken("x"));
        first.lease().release();
        first.lease().fail(EngineFault.broken("x"));

        assertThat(selected().engine()).isEqualTo(FIRST);
        assertThat(select()).isInstanceOf(Busy.class);
    }

    @Test
    void noLimitIsNoLimit() {
        StaticEngineSelector unlimited = new StaticEngineSelector(List.of(FIRST), 0);

        assertThat(IntStream.range(0, 1000).mapToObj(i -> select(unlimited)))
                .allMatch(answer -> answer instanceof Selected);
    }

    @Test
    void twoCallersNeverGetTheSameSlot() throws Exception {
        List<Engine> ten = IntStream.range(0, 10)
                .mapToObj(index -> Engine.at("engine" + index, 6878))
                .toList();
        StaticEngineSelector pool = new StaticEngineSelector(ten, 3);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<EngineSelection> call = () -> select(pool);
            List<EngineSelection> answers = new ArrayList<>();
            for (Future<EngineSelection> answer : callers.invokeAll(
                    IntStream.range(0, 100).mapToObj(i -> call).toList())) {
                answers.add(answer.get());
            }

            Map<Engine, Long> taken = answers.stream()
                    .filter(Selected.class::isInstance)
                    .map(answer -> ((Selected) answer).engine())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(taken).hasSize(10);
            assertThat(taken.values()).containsOnly(3L);
        } finally {
            callers.shutdownNow();
        }
    }

    private static EngineSelection select(StaticEngineSelector from, Engine... excluding) {
        return from.select(CONTENT, Set.of(excluding), ImmediateEventExecutor.INSTANCE)
                .getNow();
    }

    private EngineSelection select(Engine... excluding) {
        return select(selector, excluding);
    }

    private Selected selected() {
        return (Selected) select();
    }

    private List<Engine> engines(int count) {
        return IntStream.range(0, count).mapToObj(i -> selected().engine()).toList();
    }
}
