package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelection.Unavailable;
import io.acexy.server.admin.EngineView;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StaticEngineSelectorTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final Engine FIRST = Engine.at("first", 6878);
    private static final Engine SECOND = Engine.at("second", 6878);

    private final AskedOrchestrator world = new AskedOrchestrator();
    private final StaticEngineSelector selector = new StaticEngineSelector(world.desk(), List.of(FIRST, SECOND), 2);

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
        release(second);
        release(first);

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
        world.run();

        assertThat(selected().engine()).isEqualTo(FIRST);
        assertThat(select()).isInstanceOf(Busy.class);
    }

    @Test
    void noLimitIsNoLimit() {
        StaticEngineSelector unlimited = new StaticEngineSelector(world.desk(), List.of(FIRST), 0);

        assertThat(IntStream.range(0, 1000).mapToObj(i -> select(unlimited)))
                .allMatch(answer -> answer instanceof Selected);
    }

    @Test
    void aFailedSessionIsNotHeldAgainstTheEnginesHealth() {
        for (int session = 0; session < 5; session++) {
            Selected selected = (Selected) select(FIRST);
            selected.lease().fail(EngineFault.broken("x"));
            world.run();
        }
        assertThat(select(FIRST)).isInstanceOf(Selected.class);
    }

    /** All of them have asked before the first is answered, as callers on other loops do. */
    @Test
    void manyWhoAskAtOnceShareTheSlotsOutAndTheRestIsTold() {
        List<Engine> ten = IntStream.range(0, 10)
                .mapToObj(index -> Engine.at("engine" + index, 6878))
                .toList();
        StaticEngineSelector pool = new StaticEngineSelector(world.desk(), ten, 3);
        List<Future<EngineSelection>> asked = IntStream.range(0, 100)
                .mapToObj(i -> pool.select(CONTENT, Set.of(), ImmediateEventExecutor.INSTANCE))
                .toList();
        assertThat(asked).noneMatch(Future::isDone);
        world.run();

        Map<Engine, Long> taken = asked.stream()
                .map(Future::getNow)
                .filter(Selected.class::isInstance)
                .map(answer -> ((Selected) answer).engine())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(taken).hasSize(10);
        assertThat(taken.values()).containsOnly(3L);
        assertThat(asked).allMatch(Future::isDone);
    }

    @Test
    void whoHasLeftBeforeHisTurnTakesNoSlot() {
        List<Future<EngineSelection>> left = IntStream.range(0, 4)
                .mapToObj(i -> selector.select(CONTENT, Set.of(), ImmediateEventExecutor.INSTANCE))
                .toList();
        left.forEach(one -> one.cancel(false));
        world.run();
        assertThat(engines(4)).containsExactly(FIRST, SECOND, FIRST, SECOND);
    }

    // ---- probes ----

    private final List<Engine> probed = new ArrayList<>();
    private final Deque<Promise<EngineCheck>> probes = new ArrayDeque<>();

    private void probe(StaticEngineSelector pool) {
        pool.probe(
                (loop, engine, timeout) -> {
                    assertThat(timeout).isEqualTo(Duration.ofSeconds(2));
                    probed.add(engine);
                    probes.add(loop.newPromise());
                    return probes.getLast();
                },
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));
    }

    private void answer(EngineCheck.State state) {
        probes.remove().setSuccess(new EngineCheck(state, ""));
        world.run();
    }

    @Test
    void eachEngineIsProbedAtOnceAndTenSecondsAfterItsAnswer() {
        probe(selector);
        assertThat(probed).containsExactly(FIRST, SECOND);
        world.advance(Duration.ofSeconds(3));
        answer(EngineCheck.State.READY);
        world.advance(Duration.ofMillis(9_999));
        assertThat(probed).hasSize(2);
        world.advance(Duration.ofMillis(1));
        assertThat(probed).containsExactly(FIRST, SECOND, FIRST);
    }

    /** Three times, both do not answer; then the second one does. */
    @Test
    void whereNoEngineAnswersThatIsSaidAndShown() {
        probe(selector);
        assertThat(selector.engines()).extracting(EngineView::usable).containsExactly(true, true);
        for (int round = 0; round < 3; round++) {
            assertThat(selector.noEngine()).isEmpty();
            answer(EngineCheck.State.NOT_READY);
            answer(EngineCheck.State.UNREACHABLE);
            world.advance(Duration.ofSeconds(10));
        }
        assertThat(selector.noEngine()).contains("no engine known: none of the pool answers");
        assertThat(select()).isEqualTo(new Unavailable("no engine is healthy", Duration.ofSeconds(10)));
        assertThat(selector.engines()).extracting(EngineView::usable).containsExactly(false, false);

        answer(EngineCheck.State.UNREACHABLE);
        answer(EngineCheck.State.READY);
        world.advance(Duration.ofMillis(100));
        assertThat(selector.noEngine()).isEmpty();
        assertThat(selected().engine()).isEqualTo(SECOND);
        assertThat(selector.engines()).extracting(EngineView::usable).containsExactly(false, true);
    }

    @Test
    void onlyAChangeOfHealthIsLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger(StaticEngineSelector.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        probe(selector);
        for (int round = 0; round < 4; round++) {
            answer(EngineCheck.State.UNREACHABLE);
            answer(EngineCheck.State.READY);
            world.advance(Duration.ofSeconds(10));
        }
        logger.detachAppender(lines);
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getKeyValuePairs().toString())
                .contains("first:6878")
                .contains("false");
    }

    @Test
    void aSlotThatIsTakenOrGivenBackIsShownAMomentLater() {
        Selected taken = selected();
        assertThat(ours()).containsExactly(0, 0);
        world.advance(Duration.ofMillis(100));
        assertThat(ours()).containsExactly(1, 0);
        release(taken);
        world.advance(Duration.ofMillis(100));
        assertThat(ours()).containsExactly(0, 0);
    }

    private List<Integer> ours() {
        return selector.engines().stream().map(one -> one.slots().ours()).toList();
    }

    @Test
    void anotherProxyHasNoLimitOfOurs() {
        Engine proxy = Engine.proxyAt("proxy", 8080);
        StaticEngineSelector pool = new StaticEngineSelector(world.desk(), List.of(proxy, FIRST), 1);
        select(pool);
        select(pool);
        assertThat(((Selected) select(pool)).engine()).isEqualTo(proxy);
        assertThat(pool.engines())
                .extracting(one -> one.slots().most())
                .containsExactly(OptionalInt.empty(), OptionalInt.of(1));
    }

    private void release(Selected selected) {
        selected.lease().release();
        world.run();
    }

    private EngineSelection select(StaticEngineSelector from, Engine... excluding) {
        Future<EngineSelection> selection = from.select(CONTENT, Set.of(excluding), ImmediateEventExecutor.INSTANCE);
        world.run();
        return selection.getNow();
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
