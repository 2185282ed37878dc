package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.StatusPage;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Ffmpeg;
import io.acexy.testkit.Patience;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel outlives its contents: one stream for its players, one session at the engine. */
class BackupsTest {

    private static final Content FIRST = Content.number(81);
    private static final Content SECOND = Content.number(82);
    private static final Content THIRD = Content.number(83);

    /** An engine sends a newcomer so much at once. */
    private static final int MORE_BYTES = 50_000;

    private static final Map<String, String> QUICK = Map.of(
            "channels.patience", "500ms",
            "channels.silence", "600ms",
            "failover.stall.check", "200ms",
            "failover.stall.timeout", "400ms",
            "hls.segment", "1s",
            "linger", "100ms");

    private final Players players = new Players();
    private EngineSimulator engine;
    private Proxy proxy;

    @BeforeEach
    void open() throws Exception {
        engine = EngineSimulator.start();
        proxy = Proxy.withChannel("one", List.of(FIRST, SECOND, THIRD), QUICK, engine);
    }

    @AfterEach
    void close() {
        players.close();
        proxy.close();
        engine.close();
    }

    private TestPlayer watch() {
        return players.get(proxy.address(), "/channel/one.ts");
    }

    private ContentCounters of(Content content) {
        return engine.counters().of(content.infohash());
    }

    /** The first never starts, the second dies, the third plays. */
    @RepeatedTest(2)
    void playersKeepTheirConnectionsWhileTheirChannelsContentsDie() throws Exception {
        engine.setScript(FIRST.infohash(), EngineScript.OFFLINE);
        List<TestPlayer> watching = Stream.generate(this::watch).limit(3).toList();
        for (TestPlayer player : watching) {
            assertThat(player.awaitStatus()).isEqualTo(200);
            player.awaitBytes(40_000);
        }
        assertThat(of(SECOND).sessionsNow()).isEqualTo(1);

        engine.setScript(SECOND.infohash(), EngineScript.STARVED);
        engine.awaitCounters(counters -> counters.of(THIRD.infohash()).bytesSent() > MORE_BYTES, Patience.LIMIT);
        for (TestPlayer player : watching) {
            player.awaitBytes(Truth.jump(Patience.until(player::body, body -> Truth.jump(body) > 0)) + MORE_BYTES);
            assertThat(player.hasEnded()).isFalse();
            assertJumps(player.body());
        }
        assertDecodes(watching.get(0).body());
        assertThat(engine.counters().total().maxSessions())
                .as("sessions at once")
                .isEqualTo(1);
        assertThat(of(THIRD).starts()).isEqualTo(1);
    }

    /** The second content's bytes, and then others from a mark of discontinuity on. */
    private void assertJumps(byte[] media) {
        new Truth(engine.broadcaster(), SECOND).verify(Arrays.copyOf(media, Truth.jump(media)));
    }

    /** What comes behind the jump is as good as if the third content had been asked for. */
    private void assertDecodes(byte[] media) throws Exception {
        byte[] after = Arrays.copyOfRange(media, Truth.jump(media), media.length);
        assertThat(Ffmpeg.warningsOf(new Truth(engine.broadcaster(), THIRD).withoutLastPicture(after)))
                .isEmpty();
    }

    @Test
    void aPlayerOfOneOfItsContentsSharesItsSession() throws Exception {
        TestPlayer player = watch();
        player.awaitBytes(40_000);
        players.get(proxy.address(), FIRST.byInfohash()).awaitBytes(40_000);
        players.get(proxy.address(), FIRST.byId()).awaitBytes(40_000);
        assertThat(engine.counters().total().maxSessions()).isEqualTo(1);
        assertThat(of(FIRST).starts()).isEqualTo(1);
    }

    @Test
    void aChannelWhoseContentPlaysAlreadySharesItsSessionAndGoesOnWhenItDies() throws Exception {
        TestPlayer direct = players.get(proxy.address(), FIRST.byId());
        direct.awaitBytes(40_000);
        TestPlayer player = watch();
        player.awaitBytes(40_000);
        assertThat(of(FIRST).sessionsNow()).isEqualTo(1);

        engine.setScript(FIRST.infohash(), EngineScript.STARVED);
        engine.awaitCounters(counters -> counters.of(SECOND.infohash()).bytesSent() > MORE_BYTES, Patience.LIMIT);
        player.awaitMore(40_000);
        direct.awaitMore(40_000);
        assertThat(of(FIRST).sessionsNow() + of(SECOND).sessionsNow()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aChannelOfWhichOnlyABackupPlaysSharesItsSessionAndGoesOnWhenThatDies(int engines) throws Exception {
        try (EngineSimulator second = EngineSimulator.start()) {
            // Sessions are counted: what a busy machine may take for a silence costs none here.
            Map<String, String> calm = new HashMap<>(QUICK);
            calm.put("failover.stall.check", "4s");
            calm.put("failover.stall.timeout", "4s");
            proxy.close();
            List<EngineSimulator> all = List.of(engine, second);
            // With two there is room for the first content, which does not start.
            EngineSimulator[] used = all.subList(0, engines).toArray(EngineSimulator[]::new);
            proxy = Proxy.withChannel("one", List.of(FIRST, SECOND, THIRD), calm, used);
            all.forEach(one -> one.setScript(FIRST.infohash(), EngineScript.FAILED_TO_LOAD));
            TestPlayer direct = players.get(proxy.address(), SECOND.byId());
            direct.awaitBytes(40_000);
            TestPlayer player = watch();
            player.awaitBytes(40_000);
            assertThat(sum(all, FIRST, ContentCounters::starts) > 0).isEqualTo(engines == 2);
            assertThat(sum(all, SECOND, ContentCounters::starts)).isEqualTo(1);
            assertThat(sum(all, THIRD, ContentCounters::starts)).isZero();

            all.forEach(one -> one.setScript(SECOND.infohash(), EngineScript.STARVED));
            Patience.until(() -> sum(all, THIRD, ContentCounters::bytesSent), sent -> sent > MORE_BYTES);
            player.awaitMore(40_000);
            direct.awaitMore(40_000);
            assertThat(sum(all, SECOND, ContentCounters::sessionsNow) + sum(all, THIRD, ContentCounters::sessionsNow))
                    .isEqualTo(1);
        }
    }

    private static long sum(List<EngineSimulator> engines, Content content, ToLongFunction<ContentCounters> count) {
        return engines.stream()
                .mapToLong(one -> count.applyAsLong(one.counters().of(content.infohash())))
                .sum();
    }

    @Test
    void theNextViewerBeginsWithTheNextContentAsLongAsTheFirstIsRememberedToBeDead() throws Exception {
        engine.setScript(FIRST.infohash(), EngineScript.FAILED_TO_LOAD);
        watch().awaitBytes(40_000);
        players.hangUp();
        new StatusPage(proxy, players).awaitNoStream();
        long starts = of(FIRST).starts();

        watch().awaitBytes(40_000);
        assertThat(of(FIRST).starts()).isEqualTo(starts);
        assertThat(of(SECOND).starts()).isEqualTo(2);
    }

    @Test
    void aChannelIsHlsToo() throws Exception {
        engine.setScript(FIRST.infohash(), EngineScript.FAILED_TO_LOAD);
        try (TestPlayer player = players.get(proxy.address(), "/channel/one.m3u8")) {
            assertThat(player.awaitStatus()).isEqualTo(200);
            player.awaitEnd();
            assertThat(player.text()).contains("../ace/hls/");
        }
    }

    @Test
    void whatIsNoChannelIsNotThere() throws Exception {
        for (String path : List.of("/channel/two.ts", "/channel/one", "/channel/one.mkv", "/channel/.ts")) {
            TestPlayer player = players.get(proxy.address(), path);
            assertThat(player.awaitStatus()).as(path).isEqualTo(404);
            player.awaitEnd();
            assertThat(player.text()).contains("no such channel");
        }
    }
}
