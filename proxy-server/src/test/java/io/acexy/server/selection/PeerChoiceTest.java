package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.RunStatus;
import io.acexy.core.stream.Attendance;
import io.acexy.core.stream.MediaStatus;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.stream.StreamTotals;
import io.acexy.server.config.ClusterConfig;
import io.acexy.server.config.ProxyConfig;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Three peers, of whom this is the second. */
class PeerChoiceTest {

    private static final String INFOHASH = "0".repeat(39) + "1";
    private static final ContentId ID = new ContentId(ContentId.Kind.CONTENT_ID, "0".repeat(39) + "2");
    private static final Engine FIRST = Engine.proxyAt("peer1", 8080);
    private static final Engine THIRD = Engine.proxyAt("peer3", 8082);
    private static final Engine ENGINE = Engine.at("engine", 6878);
    private static final ClusterConfig CLUSTER = ProxyConfig.of(
                    Map.of("peers", "acexy://peer1:8080,acexy://peer2:8081,acexy://peer3:8082", "node", "2"))
            .engines()
            .cluster();

    private final AskedOrchestrator world = new AskedOrchestrator();
    private final List<Engine> asked = new ArrayList<>();
    private final Set<Engine> playing = new HashSet<>();
    private final PeerChoice choice = PeerChoice.of(CLUSTER, this::plays, world.desk());
    private final EngineSelector own = (content, excluding, home) ->
            home.newSucceededFuture(new EngineSelection.Unavailable("own", Duration.ZERO));

    private Future<Optional<Boolean>> plays(EventLoop loop, Engine peer, ContentId content, Duration timeout) {
        asked.add(peer);
        return loop.newSucceededFuture(Optional.of(playing.contains(peer)));
    }

    private EngineSelection chosen() {
        Future<EngineSelection> chosen = choice.before(own).select(ID, Set.of(), world.loop);
        world.run();
        return chosen.getNow();
    }

    @Test
    void theOthersAreAskedAndTheOneThatPlaysItIsChosen() {
        playing.add(THIRD);
        assertThat(((Selected) chosen()).engine()).isEqualTo(THIRD);
        assertThat(asked).containsExactly(FIRST, THIRD);
    }

    @Test
    void whereNoneDoesOurOwnChoiceStands() {
        assertThat(chosen()).isEqualTo(new EngineSelection.Unavailable("own", Duration.ZERO));
    }

    // ---- watching ----

    private final List<ContentId> moved = new ArrayList<>();

    private static StreamStatus stream() {
        SessionLinks links = new SessionLinks("/play", null, null, INFOHASH, null, 1, false);
        RunStatus none = RunStatus.NONE;
        RunStatus run = new RunStatus(none.phase(), ID, ENGINE, links, null, none.troubles(), none.changes());
        return new StreamStatus(
                ID, StreamState.LIVE, Instant.EPOCH, new Attendance(1, 0), MediaStatus.NONE, run, StreamTotals.NONE);
    }

    @Test
    void whatPlaysHereIsLookedAtTwiceASecond() {
        choice.watch(() -> List.of(stream()), moved::add);
        world.advance(Duration.ofMillis(499));
        assertThat(asked).isEmpty();
        world.advance(Duration.ofMillis(1));
        assertThat(asked).containsExactly(THIRD, FIRST);
        asked.clear();
        playing.add(FIRST);
        for (int look = 0; look < 4; look++) {
            assertThat(moved).isEmpty();
            world.advance(Duration.ofMillis(500));
        }
        assertThat(asked).containsExactly(FIRST);
        assertThat(moved).containsExactly(ID);
    }

    @Test
    void whatAPeerHasAskedForIsLookedAtAtTheNextLook() {
        Consumer<StreamStatus> told = choice.watch(() -> List.of(stream()), moved::add);
        world.advance(Duration.ofMillis(500));
        world.advance(Duration.ofSeconds(2));
        world.advance(Duration.ofMillis(500));
        asked.clear();
        told.accept(stream());
        world.run();
        assertThat(asked).as("not before").isEmpty();
        world.advance(Duration.ofMillis(500));
        assertThat(asked).containsExactly(FIRST);
    }

    @Test
    void peersAreAskedForAContentByTheNameThatAllKnowAndEnginesByTheirs() {
        choice.watch(() -> List.of(stream()), moved::add);
        world.advance(Duration.ofMillis(500));
        List<ContentId> opened = new ArrayList<>();
        MediaSession.Opener opener = choice.before((home, engine, content, options, listener) -> {
            opened.add(content);
            return null;
        });
        opener.open(world.loop, ENGINE, ID, Map.of(), null);
        opener.open(world.loop, FIRST, ID, Map.of(), null);
        assertThat(opened).containsExactly(ID, new ContentId(ContentId.Kind.INFOHASH, INFOHASH));
    }

    @Test
    void anOpenerOpensWhatOursOpens() {
        MediaSession session = (MediaSession) Proxy.newProxyInstance(
                MediaSession.class.getClassLoader(),
                new Class<?>[] {MediaSession.class},
                (proxy, method, arguments) -> null);
        MediaSession.Opener opener = choice.before((home, engine, content, options, listener) -> session);
        assertThat(opener.open(world.loop, ENGINE, ID, Map.of(), null) == session)
                .isTrue();
    }
}
