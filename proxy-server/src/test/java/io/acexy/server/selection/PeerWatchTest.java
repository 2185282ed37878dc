package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.RunStatus;
import io.acexy.core.stream.Attendance;
import io.acexy.core.stream.MediaStatus;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.stream.StreamTotals;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three peers, of whom this is the second; asked for by its id, a content plays here from an engine. */
class PeerWatchTest {

    private static final String INFOHASH = "0".repeat(39) + "1";
    private static final ContentId ID = new ContentId(ContentId.Kind.CONTENT_ID, "0".repeat(39) + "2");
    private static final Engine FIRST = Engine.proxyAt("peer1", 8080);
    private static final Engine SECOND = Engine.proxyAt("peer2", 8080);
    private static final Engine THIRD = Engine.proxyAt("peer3", 8080);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop = channel.eventLoop();
    private final Desk desk =
            new Desk(new Clockwork(loop, loop.ticker(), InstantSource.system(), () -> 0.5), new Bugs());
    private final List<Engine> asked = new ArrayList<>();
    private final Set<Engine> playing = new HashSet<>();
    private final List<ContentId> moved = new ArrayList<>();
    private List<StreamStatus> streams = List.of(stream());
    private final Peers peers = new Peers(desk, this::ask, List.of(FIRST, SECOND, THIRD), 1);
    private final PeerWatch watch = new PeerWatch(desk, peers, () -> streams, moved::add);

    @BeforeEach
    void freezeTime() {
        channel.freezeTime();
    }

    private Future<Optional<Boolean>> ask(EventLoop on, Engine peer, ContentId content, Duration timeout) {
        assertThat(content.kind()).as("by the name that all know").isEqualTo(ContentId.Kind.INFOHASH);
        asked.add(peer);
        return on.newSucceededFuture(Optional.of(playing.contains(peer)));
    }

    private static StreamStatus stream() {
        return stream(ID, INFOHASH);
    }

    private static StreamStatus stream(ContentId id, String infohash) {
        SessionLinks links = new SessionLinks("/play", null, null, infohash, null, 1, false);
        RunStatus none = RunStatus.NONE;
        RunStatus run = new RunStatus(
                none.phase(), id, Engine.at("engine", 6878), links, null, none.troubles(), none.changes());
        return new StreamStatus(
                id, StreamState.LIVE, Instant.EPOCH, new Attendance(1, 0), MediaStatus.NONE, run, StreamTotals.NONE);
    }

    private List<Engine> askedAfter(long millis) {
        asked.clear();
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        watch.look();
        channel.runPendingTasks();
        return List.copyOf(asked);
    }

    @Test
    void whenAStreamHasBegunAllHearOfItAndLaterTheEarlierOneIsAsked() {
        assertThat(askedAfter(0)).containsExactlyInAnyOrder(FIRST, THIRD);
        assertThat(askedAfter(1_900)).isEmpty();
        assertThat(askedAfter(100)).as("for two that began together").containsExactly(FIRST);
        assertThat(askedAfter(29_900)).isEmpty();
        assertThat(askedAfter(100)).as("for who was apart").containsExactly(FIRST);
    }

    @Test
    void whoIsAskedForWhatItPlaysAsksTheEarlierOneInItsTurn() {
        watch.asked(stream());
        assertThat(askedAfter(0)).as("what is new").contains(FIRST);
        askedAfter(2_000);
        assertThat(askedAfter(500)).isEmpty();

        watch.asked(stream());

        assertThat(askedAfter(0)).containsExactly(FIRST);
        assertThat(askedAfter(500)).as("once").isEmpty();
    }

    @Test
    void whoIsAskedAThousandTimesAsksOnceInHalfASecond() {
        askedAfter(0);
        askedAfter(2_000);
        for (int i = 0; i < 1_000; i++) {
            watch.asked(stream());
        }
        assertThat(askedAfter(0)).containsExactly(FIRST);
        assertThat(askedAfter(500)).isEmpty();
    }

    @Test
    void ofTwoThatPlayTheSameTheLaterOneLeavesIt() {
        playing.add(THIRD);
        askedAfter(0);
        assertThat(moved).isEmpty();

        playing.add(FIRST);
        askedAfter(2_000);
        assertThat(moved).containsExactly(ID);
    }

    @Test
    void ofManyFiftyAreAskedAboutInOneRoundAndTheRestInTheNext() {
        streams = IntStream.range(0, 51)
                .mapToObj(number -> stream(
                        new ContentId(ContentId.Kind.CONTENT_ID, "%040x".formatted(1_000 + number)),
                        "%040x".formatted(number)))
                .toList();
        assertThat(askedAfter(0)).as("the one before and the one after").hasSize(2 * 50);
        assertThat(askedAfter(500)).hasSize(2);
        assertThat(askedAfter(500)).isEmpty();
    }

    @Test
    void whatPlaysNoMoreIsNewWhenItBeginsAgain() {
        askedAfter(0);
        streams = List.of();
        askedAfter(500);
        streams = List.of(stream());
        assertThat(askedAfter(500)).containsExactlyInAnyOrder(FIRST, THIRD);
    }

    @Test
    void whatAnEngineCallsAContentIsRemembered() {
        askedAfter(0);
        assertThat(peers.names().of(ID)).isEqualTo(new ContentId(ContentId.Kind.INFOHASH, INFOHASH));
    }
}
