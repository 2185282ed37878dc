package io.acexy.server.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.Places;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.engine.ContentId;
import io.acexy.core.source.Backups;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamServices;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.config.ProxyConfig;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which channels run for whoever zaps, on a loop and by a clock that are the test's. */
class AheadTest {

    private static final List<Channel> LIST = IntStream.rangeClosed(1, 5)
            .mapToObj(number -> new Channel(
                    "c" + number,
                    String.valueOf(number),
                    "Channel " + number,
                    "",
                    List.of(),
                    "",
                    List.of(new ContentId(
                            ContentId.Kind.CONTENT_ID, String.valueOf(number).repeat(40)))))
            .toList();

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Bugs bugs = new Bugs();
    private final Lineup lineup = new Lineup(LIST);

    /** Of which no engine ever answers. */
    private final StreamRegistry streams = new StreamRegistry(
            new StreamServices(
                    ProxyConfig.defaults().streams().each(),
                    (content, excluding, home) -> home.newPromise(),
                    null,
                    List.of(),
                    UnpooledByteBufAllocator.DEFAULT,
                    BufferBudget.unlimited(),
                    bugs),
            new Backups(
                    name -> lineup.byId(name.value()).orElseThrow().contents(),
                    ProxyConfig.defaults().streams().backups()),
            new Places(0));

    private final Map<ContentId, Integer> viewers = new HashMap<>();
    private int engines = 9;
    private Instant now = Instant.parse("2026-11-27T20:00:00Z");

    @BeforeEach
    void freeze() {
        loop.freezeTime();
    }

    @AfterEach
    void close() {
        streams.close(loop.eventLoop(), Duration.ZERO);
        pass(1);
        loop.finishAndReleaseAll();
        assertThat(bugs.count()).isZero();
    }

    private Ahead ahead(int most) {
        Ahead ahead = new Ahead(
                most,
                () -> lineup,
                new Ahead.Around(this::playing, () -> running().size() + viewers.size() < engines),
                (channel, player) -> streams.join(channel, Map.of(), player),
                new GuardedLoop(loop.eventLoop(), bugs, "ahead", () -> {}),
                () -> now);
        ahead.start();
        pass(0);
        return ahead;
    }

    private Map<ContentId, Integer> playing() {
        Map<ContentId, Integer> playing = new HashMap<>(viewers);
        LIST.stream()
                .map(ChannelDoor::content)
                .filter(channel -> players(channel) > 0)
                .forEach(channel -> playing.merge(channel, players(channel), Integer::sum));
        return playing;
    }

    private int players(ContentId channel) {
        return streams.status(channel).map(status -> status.players()).orElse(0);
    }

    private void pass(int seconds) {
        for (int i = 0; i <= seconds; i++) {
            loop.runScheduledPendingTasks();
            loop.runPendingTasks();
            if (i < seconds) {
                now = now.plusSeconds(1);
                loop.advanceTimeBy(1, TimeUnit.SECONDS);
            }
        }
    }

    private static ContentId channel(int number) {
        return ChannelDoor.content(LIST.get(number - 1));
    }

    private void watch(int... numbers) {
        viewers.keySet()
                .retainAll(IntStream.of(numbers).mapToObj(AheadTest::channel).toList());
        IntStream.of(numbers).forEach(number -> viewers.put(channel(number), 1));
        pass(4);
    }

    /** The ids of the channels that run for nobody. */
    private List<String> running() {
        return LIST.stream()
                .filter(channel -> players(ChannelDoor.content(channel)) > 0)
                .map(Channel::id)
                .toList();
    }

    @Test
    void theNextOneRunsAndTheOneAfterItWhenSomebodyZaps() {
        ahead(1);
        assertThat(running()).isEmpty();
        watch(1);
        assertThat(running()).containsExactly("c2");
        watch(2);
        assertThat(running()).containsExactly("c3");
    }

    @Test
    void theListGoesAround() {
        ahead(2);
        watch(4);
        assertThat(running()).containsExactly("c1", "c5");
    }

    @Test
    void theViewerWhoBeganLastCountsAndWhatIsWatchedNeedsNothing() {
        ahead(1);
        watch(3);
        watch(3, 1);
        assertThat(running()).containsExactly("c2");
        watch(3, 2);
        assertThat(running()).isEmpty();
        watch(3);
        assertThat(running()).containsExactly("c4");
    }

    @Test
    void nothingRunsWithoutAnIdleEngine() {
        engines = 1;
        ahead(3);
        watch(1);
        assertThat(running()).isEmpty();
        engines = 3;
        pass(5);
        assertThat(running()).containsExactly("c2", "c3");
    }

    @Test
    void itIsOverSomeTimeAfterTheLastViewerHasLeft() {
        ahead(1);
        watch(1);
        watch();
        assertThat(running()).containsExactly("c2");
        pass(8);
        assertThat(running()).isEmpty();
    }

    @Test
    void oneThatHasMadeRoomIsLeftAloneForAMinute() {
        Ahead ahead = ahead(1);
        watch(1);
        Future<Void> room = ahead.makeRoom(loop.eventLoop());
        pass(4);
        assertThat(room.isDone()).isTrue();
        assertThat(running()).isEmpty();
        pass(60);
        assertThat(running()).containsExactly("c2");
    }

    @Test
    void nothingRunsWhereNothingIsWanted() {
        ahead(0);
        watch(1);
        assertThat(running()).isEmpty();
    }
}
