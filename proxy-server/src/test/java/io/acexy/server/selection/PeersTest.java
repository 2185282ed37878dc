package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four peers, of whom this is the third. */
class PeersTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(39) + "1");
    private static final List<Engine> ALL = List.of(peer(1), peer(2), peer(3), peer(4));

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop = channel.eventLoop();
    private final Desk desk =
            new Desk(new Clockwork(loop, loop.ticker(), InstantSource.system(), () -> 0.5), new Bugs());
    private final Map<Engine, Promise<Optional<Boolean>>> asked = new LinkedHashMap<>();
    private final Peers peers = new Peers(desk, this::ask, ALL, 2);
    private final List<Optional<Engine>> answers = new ArrayList<>();

    private static Engine peer(int number) {
        return Engine.proxyAt("peer" + number, 8080);
    }

    private Future<Optional<Boolean>> ask(EventLoop on, Engine peer, ContentId content, Duration timeout) {
        Promise<Optional<Boolean>> answer = on.newPromise();
        asked.put(peer, answer);
        return answer;
    }

    private void answer(int number, Boolean plays) {
        asked.get(peer(number)).setSuccess(Optional.ofNullable(plays));
        channel.runPendingTasks();
    }

    private static Boolean said(char letter) {
        return letter == '?' ? null : Boolean.valueOf(letter == 'y');
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1n 2n 4n | 0 | 3 | nobody plays it",
                "1y 2n 4n | 1 | 1 | the first does, and nobody need be waited for",
                "4y 2n 1n | 4 | 3 | one that is before him might have",
                "2y 1y 4n | 1 | 2 | the first of two, whoever answers first",
                "1? 2? 4? | 0 | 3 | nobody answers",
                "1? 4y 2n | 4 | 3 | who does not answer counts as one who does not",
            })
    void theFirstThatPlaysIsFoundAsSoonAsThatIsCertain(String said, int found, int after, String sentence) {
        peers.playing(CONTENT, Set.of(), answers::add);
        assertThat(asked.keySet()).as("all others at once").containsExactly(peer(1), peer(2), peer(4));
        String[] each = said.split(" ", -1);
        for (int i = 0; i < each.length; i++) {
            assertThat(answers).as(sentence).hasSize(i < after ? 0 : 1);
            answer(each[i].charAt(0) - '0', said(each[i].charAt(1)));
        }
        assertThat(answers).as(sentence).containsExactly(found == 0 ? Optional.empty() : Optional.of(peer(found)));
    }

    @Test
    void ofTwoThatPlayTheSameTheLaterOneAsksThoseBeforeIt() {
        peers.playingBefore(CONTENT, answers::add);

        assertThat(asked.keySet()).containsExactly(peer(1), peer(2));
    }

    @Test
    void oneThatDoesNotAnswerIsLeftAloneForAWhile() {
        peers.playing(CONTENT, Set.of(), answers::add);
        answer(1, null);
        answer(2, false);
        answer(4, false);
        asked.clear();

        peers.playing(CONTENT, Set.of(), answers::add);
        assertThat(asked.keySet()).containsExactly(peer(2), peer(4));
        asked.clear();

        channel.advanceTimeBy(6, TimeUnit.SECONDS);
        peers.playing(CONTENT, Set.of(), answers::add);
        assertThat(asked.keySet()).containsExactly(peer(1), peer(2), peer(4));
    }

    @Test
    void thatWhileIsFiveSeconds() {
        channel.freezeTime();
        peers.isSilent(peer(1));
        channel.advanceTimeBy(4_999, TimeUnit.MILLISECONDS);
        peers.playing(CONTENT, Set.of(), answers::add);
        assertThat(asked.keySet()).containsExactly(peer(2), peer(4));
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        peers.playing(CONTENT, Set.of(), answers::add);
        assertThat(asked.keySet()).contains(peer(1));
    }

    @Test
    void whoHasJustFailedIsNotAsked() {
        peers.playing(CONTENT, Set.of(peer(1), peer(2), peer(4)), answers::add);

        assertThat(asked).isEmpty();
        assertThat(answers).containsExactly(Optional.empty());
    }

    // ---- choosing ----

    private final List<Promise<EngineSelection>> ownWishes = new ArrayList<>();
    private int released;

    private final EngineSelector own = new EngineSelector() {
        @Override
        public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
            Promise<EngineSelection> wish = home.newPromise();
            ownWishes.add(wish);
            return wish;
        }
    };

    private final EngineLease lease = new EngineLease() {
        @Override
        public void release() {
            released++;
        }

        @Override
        public void fail(EngineFault fault) {}
    };

    private final PeeredSelector selector = new PeeredSelector(desk, peers, own);

    private Future<EngineSelection> select() {
        Future<EngineSelection> chosen = selector.select(CONTENT, Set.of(), loop);
        channel.runPendingTasks();
        return chosen;
    }

    private void answerAll(boolean firstPlays) {
        answer(1, firstPlays);
        answer(2, false);
        answer(4, false);
    }

    @Test
    void whatAPeerPlaysIsHadFromThereAndNoEngineIsAskedFor() {
        Future<EngineSelection> chosen = select();
        answerAll(true);

        assertThat(((EngineSelection.Selected) chosen.getNow()).engine()).isEqualTo(peer(1));
        assertThat(ownWishes).isEmpty();
    }

    @Test
    void whatNoPeerPlaysIsHadFromAnEngine() {
        Future<EngineSelection> chosen = select();
        answerAll(false);
        EngineSelection engine = new EngineSelection.Selected(Engine.at("engine", 6878), lease);
        ownWishes.get(0).setSuccess(engine);
        channel.runPendingTasks();

        assertThat(chosen.getNow()).isEqualTo(engine);
    }

    @Test
    void whoWaitsNoMoreGetsNoSlot() {
        Future<EngineSelection> chosen = select();
        chosen.cancel(false);
        answerAll(false);
        assertThat(ownWishes).as("he left before the peers had answered").isEmpty();

        Future<EngineSelection> later = select();
        answerAll(false);
        later.cancel(false);
        channel.runPendingTasks();
        assertThat(ownWishes.get(0).isCancelled()).as("he left after that").isTrue();
    }

    /** Who chooses could not be stopped any more. */
    @Test
    void anEngineThatComesForWhoHasLeftIsGivenBack() {
        Future<EngineSelection> chosen = select();
        answerAll(false);
        ownWishes.get(0).setUncancellable();
        chosen.cancel(false);
        channel.runPendingTasks();
        assertThat(ownWishes.get(0).isDone()).isFalse();
        ownWishes.get(0).setSuccess(new EngineSelection.Selected(Engine.at("engine", 6878), lease));
        channel.runPendingTasks();
        assertThat(released).isEqualTo(1);

        Future<EngineSelection> another = select();
        answerAll(false);
        ownWishes.get(1).setUncancellable();
        another.cancel(false);
        channel.runPendingTasks();
        ownWishes.get(1).setSuccess(new EngineSelection.Unavailable("none", Duration.ZERO));
        channel.runPendingTasks();
        assertThat(released).isEqualTo(1);
    }

    @Test
    void aPeerThatCannotBeReachedAsASourceIsLeftAloneForAWhile() {
        Future<EngineSelection> chosen = select();
        answerAll(true);
        ((EngineSelection.Selected) chosen.getNow()).lease().fail(EngineFault.unreachable("gone"));
        channel.runPendingTasks();
        asked.clear();

        select();
        assertThat(asked.keySet()).containsExactly(peer(2), peer(4));
        assertThat(released).isZero();
    }
}
