package io.acexy.server.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.Places;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.source.Backups;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamServices;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.config.WarmConfig;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which channels run when nobody watches, on a loop and by a clock that are the test's. */
class WarmthTest {

    private static final Instant EVENING = Instant.parse("2026-11-27T20:00:00Z");
    private static final Channel NEWS = channel("news", "1", "The News");
    private static final Channel RACES = channel("races", "2", "Races");

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Bugs bugs = new Bugs();
    private final StreamRegistry streams = new StreamRegistry(
            new StreamServices(
                    ProxyConfig.defaults().streams().each(),
                    new NoEngine(),
                    null,
                    List.of(),
                    UnpooledByteBufAllocator.DEFAULT,
                    BufferBudget.unlimited(),
                    bugs),
            new Backups(
                    name -> NEWS.contents(), ProxyConfig.defaults().streams().backups()),
            new Places(0));
    private Instant now = EVENING;
    private boolean refusing;

    /** Never answers, or says no. */
    private final class NoEngine implements EngineSelector {

        @Override
        public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
            return refusing
                    ? home.newSucceededFuture(new EngineSelection.Unavailable("none", Duration.ZERO))
                    : home.newPromise();
        }
    }

    private static Channel channel(String id, String number, String name) {
        ContentId content = new ContentId(ContentId.Kind.CONTENT_ID, number.repeat(40));
        return new Channel(id, number, name, "", List.of(), "", List.of(content));
    }

    @BeforeEach
    void freeze() {
        loop.freezeTime();
    }

    @AfterEach
    void close() {
        streams.close(loop.eventLoop(), Duration.ZERO);
        pass(Duration.ofSeconds(1));
        loop.finishAndReleaseAll();
        assertThat(bugs.count()).isZero();
    }

    private Warmth warmth(WarmConfig config, Upcoming guide) {
        Lineup lineup = new Lineup(List.of(NEWS, RACES));
        Warmth warmth = new Warmth(
                config,
                () -> lineup,
                guide,
                (channel, player) -> streams.join(channel, Map.of(), player),
                new GuardedLoop(loop.eventLoop(), bugs, "warmth", () -> {}),
                () -> now);
        warmth.start();
        pass(Duration.ZERO);
        return warmth;
    }

    private void pass(Duration time) {
        long end = now.plus(time).toEpochMilli();
        do {
            loop.runPendingTasks();
            long step = Math.min(1_000, end - now.toEpochMilli());
            now = now.plusMillis(step);
            loop.advanceTimeBy(step, TimeUnit.MILLISECONDS);
            loop.runScheduledPendingTasks();
            loop.runPendingTasks();
        } while (now.toEpochMilli() < end);
    }

    private boolean runs(Channel channel) {
        return streams.status(ChannelDoor.content(channel))
                .filter(status -> status.players() > 0)
                .isPresent();
    }

    @Test
    void thoseThatAlwaysShallRunDoByNameOrId() {
        warmth(new WarmConfig(List.of("the new*"), Duration.ZERO, List.of(), 0), Upcoming.NONE);
        assertThat(runs(NEWS)).isTrue();
        assertThat(runs(RACES)).isFalse();
    }

    @Test
    void aChannelRunsSoLongBeforeItsProgrammeAndAWhileIntoIt() {
        Instant start = EVENING.plusSeconds(600);
        Upcoming guide = (channel, from, to) -> channel.equals(RACES) && !start.isBefore(from) && start.isBefore(to)
                ? List.of("Formula 1: Monza")
                : channel.equals(NEWS) ? List.of("Weather") : List.of();
        warmth(new WarmConfig(List.of(), Duration.ofMinutes(3), List.of("formula*"), 0), guide);
        pass(Duration.ofSeconds(415));
        assertThat(runs(RACES)).isFalse();

        pass(Duration.ofSeconds(10)); // from 7 minutes on
        assertThat(runs(RACES)).isTrue();
        pass(Duration.ofSeconds(400));
        assertThat(runs(RACES)).isTrue();
        pass(Duration.ofMinutes(3));
        assertThat(runs(RACES)).isFalse();
        assertThat(runs(NEWS)).isFalse();
    }

    @Test
    void itMakesRoomForWhatSomebodyWantsAndComesBackAfterAMinute() {
        Warmth warmth = warmth(new WarmConfig(List.of("news"), Duration.ZERO, List.of(), 0), Upcoming.NONE);
        Future<Void> room = warmth.makeRoom(ChannelDoor.content(RACES), loop.eventLoop());
        pass(Duration.ofSeconds(6));
        assertThat(room.isDone()).isTrue();
        assertThat(runs(NEWS)).isFalse();
        pass(Duration.ofSeconds(65));
        assertThat(runs(NEWS)).isTrue();
    }

    @Test
    void whatRunsForNobodyTakesNothingFromItsLike() {
        Warmth warmth = warmth(new WarmConfig(List.of("*"), Duration.ZERO, List.of(), 0), Upcoming.NONE);
        assertThat(warmth.makeRoom(ChannelDoor.content(RACES), loop.eventLoop()))
                .isNull();
    }

    @Test
    void oneThatFailsIsLeftAloneForAMinute() {
        refusing = true;
        warmth(new WarmConfig(List.of("news"), Duration.ZERO, List.of(), 0), Upcoming.NONE);
        pass(Duration.ofSeconds(10));
        refusing = false;
        pass(Duration.ofSeconds(30));
        assertThat(runs(NEWS)).isFalse();
        pass(Duration.ofSeconds(40));
        assertThat(runs(NEWS)).isTrue();
    }

    @Test
    void nothingRunsWhereNothingIsWanted() {
        warmth(new WarmConfig(List.of(), Duration.ZERO, List.of(), 0), Upcoming.NONE);
        pass(Duration.ofMinutes(1));
        assertThat(streams.statuses()).isEmpty();
    }
}
