package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.core.Bugs;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class BufferBudgetTest {

    private static final long MIB = 1024 * 1024;
    private static final int CHUNK = 32 * 1024;
    private static final long PLENTY = BufferBudget.PLENTY;

    @SuppressWarnings("ArrayRecordComponent") // a row, never compared
    private record Row(String sentence, long total, long level, long... wishes) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("nobody wants anything", 100, PLENTY),
                new Row("there is enough for all", 100, PLENTY, 10, 40, 50),
                new Row("equal wishes are cut equally", 100, 25, 50, 50, 50, 50),
                new Row("only the longest is cut", 100, 60, 80, 30, 10),
                new Row("the two longest are cut to one length", 100, 40, 90, 60, 20),
                new Row("who wants less than his part leaves the rest to the others", 100, 32, 1, 2, 50, 50, 50),
                new Row("a single one gets all there is", 100, 100, 500),
                new Row("there is almost nothing", 3, 0, 10, 10, 10, 10));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theLevelIsTheHighestAtWhichAllFit(Row row) {
        assertThat(BufferBudget.level(row.total, row.wishes)).isEqualTo(row.level);
        long held =
                Arrays.stream(row.wishes).map(wish -> Math.min(wish, row.level)).sum();
        assertThat(held).isLessThanOrEqualTo(row.total);
    }

    @Test
    void aRingThatIsHeldDownKeepsItsWish() {
        BufferBudget budget = new BufferBudget(10 * MIB);
        BufferBudget.Share first = budget.open(ImmediateEventExecutor.INSTANCE, () -> {});
        BufferBudget.Share second = budget.open(ImmediateEventExecutor.INSTANCE, () -> {});
        first.limit(8 * MIB);
        long level = second.limit(8 * MIB);
        assertThat(level).isEqualTo(5 * MIB);
        for (int i = 0; i < 10; i++) {
            assertThat(first.limit(level + 1)).as("no matter how often it asks").isEqualTo(level);
        }
        assertThat(second.limit(MIB)).as("one wants less").isGreaterThan(8 * MIB);
    }

    @Test
    void whenRingsGoTheOthersGrowAgain() {
        BufferBudget budget = new BufferBudget(10 * MIB);
        List<BufferBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shares.add(budget.open(ImmediateEventExecutor.INSTANCE, () -> {}));
            shares.get(i).limit(4 * MIB);
        }
        assertThat(budget.level()).isEqualTo(2 * MIB);
        shares.get(1).close();
        shares.get(1).close();
        shares.get(0).close();
        assertThat(budget.level()).isEqualTo(10 * MIB / 3);
        shares.get(4).close();
        assertThat(budget.level()).isEqualTo(PLENTY);
    }

    @Test
    void theLogSaysOnceWhenItBeginsAndOnceWhenItHasEnded() {
        Logger log = (Logger) LoggerFactory.getLogger(BufferBudget.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            BufferBudget budget = new BufferBudget(10 * MIB);
            BufferBudget.Share first = budget.open(ImmediateEventExecutor.INSTANCE, () -> {});
            BufferBudget.Share second = budget.open(ImmediateEventExecutor.INSTANCE, () -> {});
            first.limit(6 * MIB);
            assertThat(lines.list).isEmpty();
            second.limit(6 * MIB);
            second.limit(8 * MIB);
            first.close();
            first.limit(6 * MIB);
            second.close();
            first.close();
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getMessage)
                    .satisfiesExactly(
                            begin -> assertThat(begin).contains("the longest are shortened"),
                            end -> assertThat(end).contains("have their full length"));
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void aRingThatIsSilentIsToldThatItHasToShrink() {
        BufferBudget budget = new BufferBudget(10 * MIB);
        AtomicInteger told = new AtomicInteger();
        budget.open(ImmediateEventExecutor.INSTANCE, told::incrementAndGet).limit(8 * MIB);
        assertThat(told).hasValue(0);
        BufferBudget.Share other = budget.open(ImmediateEventExecutor.INSTANCE, () -> {});
        other.limit(4 * MIB);
        assertThat(told).hasValue(1);
        other.limit(3 * MIB);
        assertThat(told).as("nothing has changed").hasValue(1);
    }

    @Test
    void whatIsReservedIsTakenFromTheRings() {
        BufferBudget budget = new BufferBudget(12 * MIB);
        AtomicInteger told = new AtomicInteger();
        BufferBudget.Share ring = budget.open(ImmediateEventExecutor.INSTANCE, told::incrementAndGet);
        ring.limit(8 * MIB);
        BufferBudget.Reservation first = budget.reserve();
        assertThat(first.resize(6 * MIB)).isTrue();
        assertThat(budget.level()).isEqualTo(6 * MIB);
        assertThat(told).hasValue(1);
        first.close();
        first.close();
        assertThat(budget.level()).isEqualTo(PLENTY);
    }

    @Test
    void aQuarterIsNotToBeReserved() {
        BufferBudget budget = new BufferBudget(12 * MIB);
        BufferBudget.Reservation first = budget.reserve();
        BufferBudget.Reservation second = budget.reserve();
        assertThat(first.resize(5 * MIB)).isTrue();
        assertThat(second.resize(4 * MIB + 1)).isFalse();
        assertThat(second.bytes()).isZero();
        assertThat(second.resize(4 * MIB)).isTrue();
        assertThat(first.resize(5 * MIB + 1)).as("what it has stays").isFalse();
        assertThat(first.bytes()).isEqualTo(5 * MIB);
        assertThat(first.resize(MIB)).as("less is always possible").isTrue();
        assertThat(second.resize(8 * MIB)).isTrue();
        assertThat(BufferBudget.unlimited().reserve().resize(1L << 60)).isTrue();
    }

    /** A tenth of 100 streams of 25 Mbit/s where buffers may take 512 MiB, half of it for rings. */
    @Test
    void aHundredStreamsThatWantMoreThanThereIsAllPlayWithRingsOfOneLength() {
        long total = 256 * MIB / 10;
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        BufferBudget budget = new BufferBudget(total);
        List<Feed> feeds = new ArrayList<>();
        List<Cursor> cursors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Broadcast broadcast = new Broadcast(ImmediateEventExecutor.INSTANCE, tenth(), budget, new Bugs());
            feeds.add(new Feed(broadcast, allocator, CHUNK, 2_500_000, 1));
            cursors.add(broadcast.subscribe(new CountingSubscriber()));
        }
        for (int second = 0; second < 13; second++) {
            feeds.forEach(feed -> feed.play(1));
        }
        assertThat(feeds)
                .allSatisfy(feed -> assertThat(feed.broadcast.held()).isBetween(total / 100 - CHUNK, total / 100));
        assertThat(allocator.metric().usedDirectMemory()).isLessThan(2 * total);
        for (int i = 0; i < 100; i++) {
            assertThat(cursors.get(i).delivered())
                    .isEqualTo(feeds.get(i).broadcast.published());
        }

        feeds.subList(10, 100).forEach(Feed::close);
        feeds.subList(0, 10).forEach(feed -> feed.play(13));
        for (Feed feed : feeds.subList(0, 10)) {
            assertThat(feed.seconds(feed.broadcast.held())).isBetween(6.0, 12.2);
            feed.close();
        }
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(budget.level()).isEqualTo(PLENTY);
    }

    private static BroadcastConfig tenth() {
        return new BroadcastConfig(
                new RingLimits(Duration.ofSeconds(12), 440_000, 6_400_000),
                CHUNK,
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                LagPolicy.SKIP);
    }

    /** Eight loops of eight rings that grow, shrink, fall silent and go. */
    @Test
    void ringsOnManyLoopsTogetherHoldNoMoreThanThereIs() throws Exception {
        BufferBudget budget = new BufferBudget(64 * MIB);
        List<EventExecutor> loops = new ArrayList<>();
        List<Ring> rings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            loops.add(new DefaultEventExecutor());
        }
        for (int i = 0; i < 64; i++) {
            rings.add(new Ring(budget, loops.get(i % 8), i));
        }
        try {
            forAll(loops, rings, Ring::live);
            forAll(loops, rings, ring -> ring.want(4 * MIB));
            forAll(loops, rings, ring -> {}); // all that was told has been heard
            long held = rings.stream().mapToLong(ring -> ring.held.get()).sum();
            assertThat(held)
                    .as("a silent ring is told when it is a sixteenth too long")
                    .isBetween(60 * MIB, 68 * MIB);
            forAll(loops, rings, ring -> ring.share.close());
            assertThat(budget.level()).isEqualTo(PLENTY);
        } finally {
            loops.forEach(loop -> loop.shutdownGracefully(0, 1, TimeUnit.SECONDS));
        }
    }

    private static void forAll(List<EventExecutor> loops, List<Ring> rings, Consumer<Ring> action) throws Exception {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            Ring ring = rings.get(i);
            done.add(loops.get(i % loops.size()).submit(() -> action.accept(ring)));
        }
        for (Future<?> one : done) {
            one.get();
        }
    }

    private static final class Ring {

        final AtomicLong held = new AtomicLong();
        final BufferBudget.Share share;
        private final BufferBudget budget;
        private final Random random;

        Ring(BufferBudget budget, EventExecutor loop, long seed) {
            this.budget = budget;
            this.random = new Random(seed);
            this.share = budget.open(loop, () -> held.accumulateAndGet(this.budget.level(), Math::min));
        }

        void live() {
            for (int i = 0; i < 2_000; i++) {
                if (random.nextInt(50) == 0) {
                    share.close();
                    held.set(0);
                } else {
                    want(1 + (long) random.nextInt(8) * MIB);
                }
            }
        }

        void want(long bytes) {
            held.set(Math.min(bytes, share.limit(bytes)));
        }
    }
}
