package io.acexy.core.hls;

import static io.acexy.core.hls.HlsConfig.TICKS_PER_SECOND;

import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.Chunk;
import io.acexy.core.broadcast.Subscriber;
import io.acexy.core.mpegts.JoinPoint;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HLS presentation of a broadcast, for any number of players: a subscriber that keeps slices of the ring's memory as
 * segments, and names them in a list that keeps the rules of draft-pantos-hls-rfc8216bis-22, 6.2.
 *
 * <p>Nothing is listed before two target durations are there: players begin so far behind the end, and run dry when they begin
 * closer. Until then, and until there are three, segments are cut at every keyframe that is a second after the last. The
 * target duration is fixed with the first list.
 *
 * <p>What it holds is reserved in the budget of all rings when the first list is due, for what two windows and a segment will
 * take at the bit rate so far. Confined to the broadcast's loop. {@link #close} releases everything; segments that are on
 * their way to players live as long as these need them.
 */
public final class HlsMuxer implements Subscriber {

    private static final Logger LOG = LoggerFactory.getLogger(HlsMuxer.class);

    private static final int TARGETS_TO_BEGIN = 2;
    private static final int TARGETS_IN_HURRY = 3;

    /** What the side of the players hears; called on the broadcast's loop, inside the delivery of media. */
    public interface Listener {

        /** There is a list from now on. Once. */
        void listed();

        /** There is no memory for the lists that would be. Once, and there is none: nothing further is kept. */
        void refused(long neededBytes);

        /** It has thrown, and is no longer subscribed. */
        void failed(Throwable cause);
    }

    private final HlsConfig config;
    private final BufferBudget.Reservation memory;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Listener listener;
    private final Segmenter segmenter;
    private final SegmentList list;

    /** Cut, and not listed yet. */
    private final Deque<Cut> fresh = new ArrayDeque<>();

    private long nextNumber;
    private long targetSeconds;
    private boolean shrunk;
    private boolean ended;
    private boolean closed;

    /**
     * @param budget of all rings
     * @param ticker tells how long a segment that has been listed is still to be had
     * @param clock tells the date of the media
     * @param firstNumber more than that of any segment that was listed under the same address before
     */
    public HlsMuxer(
            HlsConfig config,
            BufferBudget budget,
            Ticker ticker,
            InstantSource clock,
            long firstNumber,
            Listener listener) {
        this.config = config;
        this.memory = budget.reserve();
        this.ticker = ticker;
        this.clock = clock;
        this.listener = listener;
        this.nextNumber = firstNumber;
        this.segmenter = new Segmenter(config, fresh::addLast);
        this.list = new SegmentList(config.windowTicks());
    }

    // ---- what the broadcast tells ----

    /** Always: what it is given costs no more than to keep it. */
    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public long history() {
        return config.windowTicks();
    }

    @Override
    public boolean takesAllAtOnce() {
        return true;
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        if (takesMore()) {
            segmenter.begin(point, resumed);
        }
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        if (takesMore()) {
            segmenter.take(chunk, from);
        }
    }

    /** What the ring held comes in one go: only at its end is it known how old its beginning is. */
    @Override
    public void flush() {
        while (takesMore() && !fresh.isEmpty()) {
            add(fresh.removeFirst());
        }
        list.expire(ticker.nanoTime());
    }

    @Override
    public void failed(Throwable cause) {
        close();
        listener.failed(cause);
    }

    /** Never happens to one that takes everything at once. */
    @Override
    public void overtaken() {
        close();
    }

    // ---- cutting ----

    private void add(Cut cut) {
        list.add(new Segment(nextNumber++, dateOf(cut), cut), ticker.nanoTime());
        if (targetSeconds == 0) {
            beginIfEnough();
        } else {
            keepToMemory();
        }
        if (targetSeconds > 0 && list.ticks() >= TARGETS_IN_HURRY * targetSeconds * TICKS_PER_SECOND) {
            segmenter.unhurried();
        }
    }

    /** The dates of what belongs together are as far apart as the media says; they never go back. */
    private Instant dateOf(Cut cut) {
        if (!list.isEmpty() && !cut.afterLoss()) {
            return list.last().end();
        }
        Instant now = clock.instant().minusMillis(HlsConfig.millis(segmenter.time() - cut.start()));
        return list.isEmpty() || now.isAfter(list.last().end())
                ? now
                : list.last().end();
    }

    private void beginIfEnough() {
        long target = segmenter.targetSeconds();
        if (list.ticks() < TARGETS_TO_BEGIN * target * TICKS_PER_SECOND) {
            return;
        }
        long needed = Math.max(list.bytes(), needed(target));
        if (!memory.resize(needed)) {
            close();
            listener.refused(needed);
            return;
        }
        targetSeconds = target;
        segmenter.promise(target);
        list.promise(target);
        listener.listed();
    }

    /** For two windows and a segment, at the bit rate of what is listed. */
    private long needed(long target) {
        long window = Math.max(config.windowTicks(), TARGETS_IN_HURRY * target * TICKS_PER_SECOND);
        double seconds = (2.0 * window) / TICKS_PER_SECOND + target;
        return (long) (seconds * list.bytes() * TICKS_PER_SECOND / list.heldTicks());
    }

    private void keepToMemory() {
        long needed = Math.max(list.bytes() + segmenter.pending(), needed(targetSeconds));
        boolean fits = needed <= memory.bytes() && needed >= memory.bytes() / 4 * 3;
        if (!fits && !memory.resize(needed)) {
            list.shrinkTo(memory.bytes(), ticker.nanoTime());
            if (!shrunk) {
                shrunk = true;
                LOG.atWarn()
                        .addKeyValue("wanted", needed)
                        .addKeyValue("has", memory.bytes())
                        .log("an HLS list gets no more memory, and is shortened");
            }
        }
    }

    // ---- what players ask ----

    /**
     * The list, where the address of each segment ends in {@code query}: its number, {@code .ts}, and this. Addresses are
     * relative to the list's. Nothing before the first list.
     */
    public Optional<String> list(String query) {
        if (closed || targetSeconds == 0) {
            return Optional.empty();
        }
        return Optional.of(list.text(query) + (ended ? "#EXT-X-ENDLIST\n" : ""));
    }

    /** There will be no more segments, and the list says so; what it names can be had still. Not before there is a list. */
    public void end() {
        ended = targetSeconds > 0;
    }

    private boolean takesMore() {
        return !closed && !ended;
    }

    /** A segment's bytes, of which the caller becomes an owner; nothing for a number that is not, or no longer, to be had. */
    public Optional<ByteBuf> segment(long number) {
        list.expire(ticker.nanoTime());
        Segment segment = targetSeconds == 0 ? null : list.find(number);
        return Optional.ofNullable(segment).map(found -> found.cut().body().retainedDuplicate());
    }

    /** How much media has been listed behind the end of a segment; nothing for one that is not to be had. */
    public Optional<Duration> behind(long number) {
        Segment segment = targetSeconds == 0 ? null : list.find(number);
        return Optional.ofNullable(segment)
                .map(found -> Duration.ofMillis(
                        HlsConfig.millis(list.last().cut().end() - found.cut().end())));
    }

    /** The bit rate of the media that is held, in bits per second; for players that choose by it. */
    public long bitsPerSecond() {
        return list.heldTicks() == 0 ? 0 : (long) (8.0 * list.bytes() * TICKS_PER_SECOND / list.heldTicks());
    }

    /** The target duration; zero before the first list. */
    public Duration target() {
        return Duration.ofSeconds(targetSeconds);
    }

    /** Media bytes of all segments that can be had. */
    public long held() {
        return list.bytes();
    }

    /** The number after that of the last segment. */
    public long nextNumber() {
        return nextNumber;
    }

    /** Releases everything, and takes no more; once more is harmless. */
    public void close() {
        closed = true;
        targetSeconds = 0;
        segmenter.close();
        fresh.forEach(cut -> cut.body().release());
        fresh.clear();
        list.close();
        memory.close();
    }
}
