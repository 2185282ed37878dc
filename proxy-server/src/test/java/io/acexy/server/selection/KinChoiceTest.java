package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two older processes, the last of them first, and one that takes over. */
class KinChoiceTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(39) + "1");
    private static final Engine LAST = Engine.kinAt(4002);
    private static final Engine FIRST = Engine.kinAt(4001);
    private static final Engine NEWER = Engine.kinAt(4003);
    private static final Engine ENGINE = Engine.at("engine", 6878);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop = channel.eventLoop();
    private final Map<Engine, Optional<Boolean>> plays = new HashMap<>();
    private EngineCheck.State there = EngineCheck.State.READY;
    private final KinChoice kin = new KinChoice(
            (on, elder, content, timeout) -> on.newSucceededFuture(plays.getOrDefault(elder, Optional.of(false))),
            (on, elder, timeout) -> on.newSucceededFuture(new EngineCheck(there, "")),
            new Desk(new Clockwork(loop, loop.ticker(), InstantSource.system(), () -> 0.5), new Bugs()),
            List.of(LAST, FIRST));

    private final EngineSelector own = new EngineSelector() {
        @Override
        public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
            return home.newSucceededFuture(new EngineSelection.Selected(ENGINE, new NoLease()));
        }
    };

    private record NoLease() implements EngineLease {
        @Override
        public void release() {}

        @Override
        public void fail(EngineFault fault) {}
    }

    private Engine chosen(EngineSelector selector, Engine... excluding) {
        Future<EngineSelection> chosen = selector.select(CONTENT, Set.of(excluding), loop);
        channel.runPendingTasks();
        return ((EngineSelection.Selected) chosen.getNow()).engine();
    }

    private static Optional<Boolean> said(char letter) {
        return letter == '?' ? Optional.empty() : Optional.of(letter == 'y');
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "n | n | engine | nobody plays it",
                "y | n | 4002 | the last one does",
                "n | y | 4001 | the first one does",
                "y | y | 4002 | both do: the last one has it from the first",
                "? | n | engine | one says nothing",
            })
    void theNewestProcessAsksThoseBeforeItFirst(char last, char first, String found, String sentence) {
        plays.put(LAST, said(last));
        plays.put(FIRST, said(first));
        assertThat(chosen(kin.before(own)).authority()).as(sentence).contains(found);
        plays.clear();
    }

    @Test
    void oneThatHasFailedInThisSearchIsNotAsked() {
        plays.put(LAST, Optional.of(true));
        assertThat(chosen(kin.before(own), LAST)).isEqualTo(ENGINE);
    }

    @Test
    void oneThatIsNoMoreIsForgottenAndOneThatIsSlowIsNot() {
        plays.put(LAST, Optional.empty());
        chosen(kin.before(own));
        assertThat(kin.elders()).containsExactly(LAST, FIRST);
        plays.put(FIRST, Optional.empty());
        there = EngineCheck.State.UNREACHABLE;
        chosen(kin.before(own), LAST);
        assertThat(kin.elders()).containsExactly(LAST);
    }

    @Test
    void whatBeginsWhenAnotherHasTakenOverIsHadFromThere() {
        kin.replacedBy(NEWER);
        assertThat(chosen(kin.after(own))).isEqualTo(NEWER);
    }

    @Test
    void whatHasBegunBeforeKeepsToItsEngines() {
        EngineSelector begun = kin.before(own);
        kin.replacedBy(NEWER);
        assertThat(chosen(begun, Engine.at("failed", 6878))).isEqualTo(ENGINE);
    }

    @Test
    void whatAnOlderOneHasLeftIsTheNewestOnesToDecide() {
        EngineSelector begun = kin.before(own);
        assertThat(chosen(begun, FIRST)).isEqualTo(ENGINE);
        kin.replacedBy(NEWER);
        assertThat(chosen(begun, FIRST)).isEqualTo(NEWER);
    }

    @Test
    void whatComesFromAnotherProcessHasNoSpareBesideIt() {
        Future<EngineSelection> spare = kin.before(own).selectSpare(CONTENT, Set.of(LAST), loop);
        channel.runPendingTasks();
        assertThat(spare.getNow()).isInstanceOf(EngineSelection.None.class);
        Future<EngineSelection> otherwise = kin.before(own).selectSpare(CONTENT, Set.of(ENGINE), loop);
        channel.runPendingTasks();
        assertThat(otherwise.getNow()).isInstanceOf(EngineSelection.Selected.class);
    }

    @Test
    void aSpareOfWhatBeginsWhenAnotherHasTakenOverIsHadFromThereToo() {
        EngineSelector after = kin.after(own);
        kin.replacedBy(NEWER);
        Future<EngineSelection> spare = after.selectSpare(CONTENT, Set.of(LAST), loop);
        channel.runPendingTasks();
        assertThat(((EngineSelection.Selected) spare.getNow()).engine()).isEqualTo(NEWER);
    }

    @Test
    void whereTheNewerOneFailsThisOneLooksForItself() {
        EngineSelector begun = kin.before(own);
        kin.replacedBy(NEWER);
        assertThat(chosen(begun, FIRST, NEWER)).isEqualTo(ENGINE);
        assertThat(chosen(kin.after(own), NEWER)).isEqualTo(ENGINE);
    }
}
