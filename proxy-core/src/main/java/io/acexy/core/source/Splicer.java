package io.acexy.core.source;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a new source sends until it is clear where it follows what has been published. Engines of one swarm send the
 * broadcaster's bytes, so the last published packets are looked for in it: found, the stream goes on with the very next
 * byte. Where they cannot be found, time stamps say from which keyframe on nothing is repeated. Confined to the home loop.
 */
final class Splicer {

    /** So many packets that are alike, one with a time stamp among them, are the same place. */
    private static final int ENOUGH_ALIKE = 8;

    /** Clocks further apart than this are not of one broadcast. */
    private static final long MAX_APART = 600L * 27_000_000;

    /** What a source may be past the published end before it is given up to find that end in it. */
    private static final long PAST = 27_000_000 / 2;

    /** The clock reference wraps here: 33 bits of 90 kHz, times 300. */
    private static final long PCR_RANGE = (1L << 33) * 300;

    /** What brings no packet in so many bytes, or in so much time while bytes come, is no transport stream. */
    private static final long MAX_GARBAGE = 200_000;

    private static final long NOT_BEGUN = Long.MIN_VALUE;
    private static final long MAX_GARBAGE_NANOS = Duration.ofSeconds(2).toNanos();

    private final PacketTail published;
    private final ByteBuf held;
    private final int maxBytes;
    private final TsAligner aligner = new TsAligner();
    private final TsInspector scout = new TsInspector(this::found);
    private final PacketPrint packet = new PacketPrint();
    private final List<Keyframe> keyframes = new ArrayList<>();

    private long[] prints = new long[1024];
    private long begunAt = NOT_BEGUN;
    private int count;
    private int compared;
    private long dropped;
    private long lastPcr = -1;

    /** @param pcr the clock reference last seen before it, in ticks of 27 MHz as sent; -1 when there was none */
    private record Keyframe(JoinPoint point, long pcr) {}

    /**
     * @param published the end of what players have; may move on meanwhile
     * @param maxBytes how much of the new source is held at most
     */
    Splicer(PacketTail published, ByteBufAllocator allocator, int maxBytes) {
        this.published = published;
        this.held = allocator.buffer(64 * 1024, maxBytes);
        this.maxBytes = maxBytes;
    }

    private void found(JoinPoint point) {
        keyframes.add(new Keyframe(point, lastPcr));
    }

    /** Takes over the next piece of the new source. */
    void offer(ByteBuf media) {
        try {
            do {
                makeRoom(media.readableBytes() + aligner.pendingBytes() + TsPacket.SIZE);
                aligner.align(media, held);
                inspect();
            } while (media.isReadable());
        } finally {
            media.release();
        }
    }

    /** The oldest half goes when it is too much: what lies so far back has been published long ago. */
    private void makeRoom(int bytes) {
        int wanted = Math.min(bytes, maxBytes / 2);
        if (held.writerIndex() + wanted > maxBytes) {
            int packets = count / 2;
            held.readerIndex(packets * TsPacket.SIZE).discardReadBytes();
            System.arraycopy(prints, packets, prints, 0, count - packets);
            count -= packets;
            compared = Math.max(0, compared - packets);
            dropped += (long) packets * TsPacket.SIZE;
            keyframes.removeIf(keyframe -> keyframe.point.offset() < dropped);
        }
        held.ensureWritable(wanted);
    }

    private void inspect() {
        for (int at = count * TsPacket.SIZE; at < held.writerIndex(); at += TsPacket.SIZE) {
            if (count == prints.length) {
                prints = Arrays.copyOf(prints, count * 2);
            }
            packet.load(held, at);
            prints[count++] = packet.print();
            if (packet.hasPcr()) {
                lastPcr = packet.pcr();
            }
            scout.inspect(held, at, dropped + at);
        }
    }

    /** Whether not one packet has come. */
    boolean isEmpty() {
        return count == 0 && dropped == 0;
    }

    /**
     * What is wrong if what comes is no transport stream; null while it may be one.
     *
     * @param now by the loop's ticker; more has just come
     */
    EngineFault unreadable(long now) {
        boolean useless = isEmpty() && !aligner.locked();
        begunAt = begunAt == NOT_BEGUN ? now : begunAt;
        if (aligner.skippedBytes() <= MAX_GARBAGE && (!useless || now - begunAt < MAX_GARBAGE_NANOS)) {
            return null;
        }
        String seems = aligner.seems();
        return EngineFault.broken(
                "what the engine sends is not MPEG-TS" + (seems.isEmpty() ? "" : ", but seems to be " + seems));
    }

    /**
     * Whether the published end, which has moved, or what has come since, shows where to go on without a jump.
     *
     * @param withMore only where there is more than has been published: an engine whose media ends where it ended before has
     *     brought nothing, however well it fits
     */
    Optional<Splice> exact(boolean publishedMoved, boolean withMore) {
        if (count == 0) {
            return Optional.empty();
        }
        if (published.size() == 0) {
            return Optional.of(Splice.exact(0));
        }
        for (int i = publishedMoved ? 0 : compared; i < count; i++) {
            if (prints[i] == published.print(0) && isSamePlace(i)) {
                if (withMore && i + 1 == count) {
                    compared = i;
                    return Optional.empty();
                }
                return Optional.of(Splice.exact((i + 1) * TsPacket.SIZE));
            }
        }
        compared = count;
        return Optional.empty();
    }

    /** Backwards from a packet that is like the last published one, until it is certain. */
    private boolean isSamePlace(int last) {
        boolean timed = false;
        int back = 0;
        while (back <= last && back < published.size() && prints[last - back] == published.print(back)) {
            timed |= published.isTimed(back);
            back++;
            if (timed && back >= ENOUGH_ALIKE) {
                return true;
            }
        }
        return timed && back > last; // alike back to where the new source begins
    }

    /**
     * Whether the published end will not be found any more, and a keyframe is there at which nothing is repeated.
     */
    Optional<Splice> atKeyframe() {
        if (isStillBehind()) {
            return Optional.empty();
        }
        boolean related = isRelated();
        return keyframes.stream()
                .filter(keyframe -> !related || ahead(keyframe.pcr) > 0)
                .findFirst()
                .map(keyframe -> jumpTo(keyframe.point, keyframe.pcr));
    }

    /** For sources that show no keyframe: the latest tables, if there are any. */
    Optional<Splice> atTables() {
        return scout.tablesPoint()
                .filter(point -> point.offset() >= dropped && !isStillBehind())
                .map(point -> jumpTo(point, lastPcr));
    }

    private Splice jumpTo(JoinPoint point, long pcr) {
        Optional<Duration> lost = isRelated() && pcr >= 0
                ? Optional.of(Duration.ofNanos(Math.max(0, ahead(pcr)) * 1_000 / 27))
                : Optional.empty();
        return new Splice((int) (point.offset() - dropped), point, lost);
    }

    /** The published end may yet come in what this source sends. */
    private boolean isStillBehind() {
        return lastPcr < 0 || (isRelated() && ahead(lastPcr) < PAST);
    }

    private boolean isRelated() {
        return published.lastPcr() >= 0 && lastPcr >= 0 && Math.abs(ahead(lastPcr)) < MAX_APART;
    }

    /** How far a clock reference lies after the last published one; negative when before it. */
    private long ahead(long pcr) {
        long difference = Math.floorMod(pcr - published.lastPcr(), PCR_RANGE);
        return difference > PCR_RANGE / 2 ? difference - PCR_RANGE : difference;
    }

    /** What to go on with; what is held stays the splicer's. */
    Continuation continueAt(Splice splice) {
        return new Continuation(splice.point(), held.readerIndex(splice.from()), aligner);
    }

    void release() {
        held.release();
    }
}
