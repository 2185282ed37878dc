package io.acexy.it.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.StatusPage;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One engine, a proxy in front of it and its players, new for each test. When a test has passed, the engine works again and
 * the stage demands what must hold after every failure: the channel plays; when its last player has left, the engine has
 * neither a session nor a reader and was never asked in a way that engines do not bear; the proxy has no stream; and once it
 * is closed, it has no connection to the engine and no event loop any more.
 */
final class Stage implements BeforeEachCallback, AfterEachCallback {

    /** The channel that is in trouble. */
    static final Content CHANNEL = Content.number(1);

    /** A channel that is in none. */
    static final Content OTHER = Content.number(2);

    static final Duration PATIENCE = Patience.LIMIT;

    /** The engine lets a newcomer have this at once, so that nobody waits for it. */
    static final int SOME_BYTES = 60_000;

    /** Enough to see that a stream goes on, at the speed at which it plays. */
    static final int MORE_BYTES = 15_000;

    private static final String LOOP_THREADS = "acexy-loop";

    private final Map<String, String> settings;
    private final EngineSettings engineSettings;
    private EngineSimulator engine;
    private Proxy proxy;
    private Players players;

    Stage(Map<String, String> settings) {
        this(settings, EngineSettings.fast());
    }

    Stage(Map<String, String> settings, EngineSettings engineSettings) {
        this.settings = new HashMap<>(settings);
        this.settings.putIfAbsent("linger", "100ms");
        this.engineSettings = engineSettings;
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        engine = EngineSimulator.start(engineSettings);
        proxy = Proxy.before(engine, settings);
        players = new Players();
    }

    EngineSimulator engine() {
        return engine;
    }

    StatusPage status() {
        return new StatusPage(proxy, players);
    }

    /** Switches what {@link #CHANNEL}, or the whole engine where the script means that, does from now on. */
    void follow(EngineScript script) {
        if (script.scope() == EngineScript.Scope.ENGINE) {
            engine.setScript(script);
        } else {
            engine.setScript(CHANNEL.infohash(), script);
        }
    }

    /** A player who has asked for a channel and waits. */
    TestPlayer watch(Content channel) {
        return players.get(proxy.address(), channel.byId());
    }

    /** A player who has a picture. */
    TestPlayer playing(Content channel) throws InterruptedException {
        TestPlayer player = watch(channel);
        assertThat(player.awaitStatus()).as(player.text()).isEqualTo(200);
        player.awaitBytes(SOME_BYTES);
        return player;
    }

    /** Everybody hangs up, and nothing of their streams is left. */
    void everybodyLeaves() throws InterruptedException {
        players.close();
        players = new Players();
        status().awaitNoStream();
    }

    /** What the engine has counted for {@link #CHANNEL}, as soon as it is so. */
    ContentCounters awaitChannel(Predicate<ContentCounters> condition) throws InterruptedException {
        return engine.awaitCounters(counters -> condition.test(counters.of(CHANNEL.infohash())), PATIENCE)
                .of(CHANNEL.infohash());
    }

    /** He got a status, these words among others, and when to come back. */
    void assertRefusedForNow(TestPlayer player, int status, String words) throws InterruptedException {
        assertRefused(player, status, words, "10");
    }

    /** He got a status and these words, and there is no use in coming back. */
    void assertRefusedForGood(TestPlayer player, int status, String words) throws InterruptedException {
        assertRefused(player, status, words, null);
    }

    private static void assertRefused(TestPlayer player, int status, String words, String retryAfter)
            throws InterruptedException {
        assertThat(player.awaitStatus()).isEqualTo(status);
        assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        assertThat(player.text()).contains(words);
        assertThat(player.headers().get("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(player.headers().get("retry-after")).isEqualTo(retryAfter);
    }

    /** He has the broadcaster's bytes without a hole or a repeat. */
    void assertBytesAreRight(TestPlayer player, Content channel) {
        new Truth(engine.broadcaster(), channel).verify(player.body());
    }

    /** His stream is over as HTTP says it should be, after a whole packet, and what he has is right. */
    void assertEndedCleanly(TestPlayer player) throws InterruptedException {
        assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        player.awaitClosed();
        assertThat(player.size() % EndlessMedia.PACKET_SIZE).isZero();
        assertBytesAreRight(player, CHANNEL);
    }

    // ---- after the test ----

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        try {
            if (test.getExecutionException().isEmpty()) {
                assertAllIsWellAgain();
            }
        } finally {
            players.close();
            proxy.close();
            engine.close();
        }
    }

    private void assertAllIsWellAgain() throws Exception {
        engine.setScript(EngineScript.NORMAL);
        engine.setScript(CHANNEL.infohash(), EngineScript.NORMAL);
        TestPlayer next = playing(CHANNEL);
        assertBytesAreRight(next, CHANNEL);

        players.close();
        players = new Players();
        EngineCounters left = engine.awaitCounters(
                counters ->
                        counters.total().sessionsNow() == 0 && counters.total().readersNow() == 0,
                PATIENCE);
        assertThat(left.heads()).as("HEADs").isZero();
        assertThat(left.total().maxReadersPerSession())
                .as("readers of one session")
                .isLessThanOrEqualTo(1);
        status().awaitNoStream();

        players.close();
        proxy.close();
        engine.awaitCounters(counters -> counters.connectionsNow() == 0, PATIENCE);
        assertNoLoopRuns();
    }

    /** The proxy has seen its loops end; a thread takes another moment to be gone. */
    private static void assertNoLoopRuns() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(LOOP_THREADS)) {
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
