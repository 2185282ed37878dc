package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSessionTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, HASH);
    private static final Duration PATIENCE = Patience.LIMIT;
    private static final EngineSettings SLOW_START =
            EngineSettings.fast().withTiming(timing -> timing.withStart(DelayRange.fixed(Duration.ofMillis(300))));

    private final Bugs bugs = new Bugs();
    private final RecordingListener listener = new RecordingListener();
    private EventLoopGroup loops;
    private EventLoop home;
    private EngineClient client;

    @BeforeEach
    void start() {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        home = loops.next();
        client = new EngineClient(
                new EngineConnector(
                        NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, PooledByteBufAllocator.DEFAULT),
                EngineConfig.DEFAULT,
                bugs);
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .syncUninterruptibly();
    }

    // ---- start and stop ----

    @Test
    void mediaFlowsUntilTheSessionIsStoppedOnTheEngineToo() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            EngineSession session = started(engine);
            listener.awaitMedia(10_000);

            stop(session);

            ContentCounters left = await(engine, content -> content.sessionsNow() == 0 && content.stopped() == 1);
            assertThat(left.readers()).isEqualTo(1);
        }
    }

    @Test
    void theEngineIsAskedForOneContentWithAPlayerIdOfItsOwnAndTheOptions() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            EngineSession session = session(at(engine), Map.of("transcode_audio", "1"));
            onHome(() -> {
                session.start();
                return null;
            });
            Map<String, String> asked =
                    await(engine, content -> content.starts() == 1).lastStart();

            assertThat(asked)
                    .containsEntry("infohash", HASH)
                    .containsEntry("format", "json")
                    .containsEntry("transcode_audio", "1")
                    .containsKey("pid")
                    .hasSize(4);
            stop(session);
        }
    }

    @Test
    void aStopDuringTheStartLetsItFinishAndThenStopsTheSession() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start(SLOW_START)) {
            EngineSession session = started(engine);
            await(engine, content -> content.opened() == 1);

            stop(session);

            ContentCounters left = await(engine, content -> content.sessionsNow() == 0 && content.stopped() == 1);
            assertThat(left.stopsReceived()).isEqualTo(1);
            assertThat(left.orphaned()).isZero();
            assertThat(left.readers()).isZero();
            assertThat(listener.heardNothing()).isTrue();
        }
    }

    @Test
    void twoStopsAreOneStop() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            EngineSession session = started(engine);
            listener.awaitMedia(1);

            Future<Void> first = onHome(session::stop);
            Future<Void> second = onHome(session::stop);

            assertThat(second).isSameAs(first);
            first.sync();
            assertThat(await(engine, content -> content.sessionsNow() == 0).stopsReceived())
                    .isEqualTo(1);
        }
    }

    @Test
    void aSessionThatWasNeverStartedHasNothingToStop() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            stop(session(at(engine), Map.of()));

            assertThat(engine.counters().connections()).isZero();
        }
    }

    @Test
    void aStartThatFailedHasNothingToStop() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            engine.setScript(EngineScript.NO_PEERS);
            EngineSession session = started(engine);

            assertThat(listener.awaitFault().kind()).isEqualTo(EngineFault.Kind.CONTENT_UNAVAILABLE);
            stop(session);

            assertThat(await(engine, content -> true).stopsReceived()).isZero();
        }
    }

    @Test
    void anAbandonedSessionIsLeftToOthersAndNeverStopped() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            EngineSession session = started(engine);
            listener.awaitMedia(1);

            onHome(() -> {
                session.abandon();
                return null;
            });
            stop(session);

            ContentCounters left = await(engine, content -> content.readersNow() == 0);
            assertThat(left.sessionsNow()).isEqualTo(1);
            assertThat(left.stopsReceived()).isZero();
        }
    }

    @Test
    void aStopThatHangsIsOverAfterItsTimeout() throws Exception {
        EngineConfig hasty = new EngineConfig(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMillis(200));
        client = new EngineClient(client.connector(), hasty, bugs);
        try (EngineSimulator engine = EngineSimulator.start()) {
            engine.setScript(EngineScript.STOP_HANGS);
            EngineSession session = started(engine);
            listener.awaitMedia(1);

            stop(session);

            assertThat(await(engine, content -> content.readersNow() == 0).stopsReceived())
                    .isEqualTo(1);
        }
    }

    // ---- redirects ----

    @Test
    void aRedirectMayBeRelativeOrNameTheEngineAsItSeesItself() throws Exception {
        assertRedirectsTo("/content/a/0.1", "no peers", EngineFault.Kind.CONTENT_UNAVAILABLE);
        assertRedirectsTo("http://localhost:1/content/a/0.1", "no peers", EngineFault.Kind.CONTENT_UNAVAILABLE);
        assertRedirectsTo("http://[::1]:1/content/a/0.1", "no peers", EngineFault.Kind.CONTENT_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:6878/content/a/0.1",
                "http://elsewhere.test/content/a/0.1",
                "//elsewhere.test/content/a/0.1",
                "http://127.0.0.1.elsewhere.test/content/a/0.1",
                "http://localhost@elsewhere.test/content/a/0.1",
                "http://127.0.0.1/webui/app/cmd/shutdown",
                "/ace/../webui/app/cmd/shutdown",
                "content/a/0.1",
                ""
            })
    void aRedirectThatLeavesTheEngineOrItsMediaIsNotFollowed(String location) throws Exception {
        try (OneAnswerEngine engine = redirecting(location)) {
            EngineSession session = started(engine.engine());

            EngineFault fault = listener.awaitFault();

            assertThat(fault).isEqualTo(EngineFault.broken("engine redirected the media to another place"));
            assertThat(engine.asked()).containsExactly("/ace/getstream", "/ace/r/a/b");
            stop(session);
        }
    }

    @Test
    void threeRedirectsAreFollowedAndNoFourth() throws Exception {
        Map<String, String> answers = Map.of(
                "/ace/getstream", "{\"response\": {\"playback_url\": \"/ace/r/1\"}}",
                "/ace/r/1", "-> /ace/r/2",
                "/ace/r/2", "-> /ace/r/3",
                "/ace/r/3", "-> /ace/r/4",
                "/ace/r/4", "-> /ace/r/5");
        try (OneAnswerEngine engine = new OneAnswerEngine(loops, answers)) {
            EngineSession session = started(engine.engine());

            assertThat(listener.awaitFault().detail()).isEqualTo("engine redirected more than 3 times");
            assertThat(engine.asked()).endsWith("/ace/r/4").doesNotContain("/ace/r/5");
            stop(session);
        }
    }

    private void assertRedirectsTo(String location, String text, EngineFault.Kind kind) throws Exception {
        RecordingListener own = new RecordingListener();
        try (OneAnswerEngine engine = redirecting(location, text)) {
            EngineSession session = new EngineSession(home, client, engine.engine(), CONTENT, Map.of(), own);
            session.feed(own);
            onHome(() -> {
                session.start();
                return null;
            });

            assertThat(own.awaitFault().kind()).isEqualTo(kind);
            assertThat(engine.asked()).containsExactly("/ace/getstream", "/ace/r/a/b", "/content/a/0.1");
            stop(session);
        }
    }

    private OneAnswerEngine redirecting(String location) {
        return redirecting(location, "");
    }

    private OneAnswerEngine redirecting(String location, String text) {
        return new OneAnswerEngine(
                loops,
                Map.of(
                        "/ace/getstream",
                        "{\"response\": {\"playback_url\": \"/ace/r/a/b\"}}",
                        "/ace/r/a/b",
                        "-> " + location,
                        "/content/a/0.1",
                        text));
    }

    // ---- probes ----

    @Test
    void anEngineIsReadyWhenItsStatusAnswersInTime() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            assertThat(looked(engine, PATIENCE)).isEqualTo(EngineCheck.State.READY);

            engine.setScript(EngineScript.CORE_HANG);
            assertThat(looked(engine, Duration.ofMillis(200))).isEqualTo(EngineCheck.State.NOT_READY);

            engine.kill();
            assertThat(looked(engine, PATIENCE)).isEqualTo(EngineCheck.State.UNREACHABLE);
        }
    }

    private EngineCheck.State looked(EngineSimulator engine, Duration timeout) throws Exception {
        return client.check(home, at(engine), timeout).sync().getNow().state();
    }

    // ---- help ----

    private static Engine at(EngineSimulator engine) {
        return Engine.at("127.0.0.1", engine.port());
    }

    private EngineSession session(Engine engine, Map<String, String> options) {
        EngineSession session = new EngineSession(home, client, engine, CONTENT, options, listener);
        session.feed(listener);
        return session;
    }

    private EngineSession started(EngineSimulator engine) throws Exception {
        return started(at(engine));
    }

    private EngineSession started(Engine engine) throws Exception {
        EngineSession session = session(engine, Map.of());
        return onHome(() -> {
            session.start();
            return session;
        });
    }

    private void stop(EngineSession session) throws Exception {
        onHome(session::stop).sync();
    }

    private <T> T onHome(Callable<T> task) throws Exception {
        return home.submit(task).sync().getNow();
    }

    private static ContentCounters await(EngineSimulator engine, Predicate<ContentCounters> condition)
            throws InterruptedException {
        return engine.awaitCounters(counters -> condition.test(counters.of(HASH)), PATIENCE)
                .of(HASH);
    }
}
