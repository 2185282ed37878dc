package io.acexy.core.source;

import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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

    private static final long SECOND = 27_000_000;

    /** So much media is held, as long as it is not too many bytes: no engines are further apart than that. */
    private static final long LEAST_HELD = 12 * SECOND;

    /** When so much is held, the rest goes: not with each piece, because that moves all that stays. */
    private static final long MOST_HELD = 18 * SECOND;

    /** What a source may be past the published end before it is given up to find that end in it. */
    private static final long PAST = SECOND / 2;

    /** Clock references come at least as often: a source whose first is further past the end began behind it. */
    private static final long BEGAN_PAST = SECOND / 5;

    private final Published published;
    private final PacketTail tail;
    private final TimeLine time;
    private final ByteBuf held;
    private final int maxBytes;
    private final TsAligner aligner = new TsAligner();
    private final TsInspector scout = new TsInspector(this::found);
    private final PacketPrint packet = new PacketPrint();
    private final List<Keyframe> keyframes = new ArrayList<>();

    /** Where each second of what is held begins. */
    private final Deque<Second> seconds = new ArrayDeque<>();

    private long[] prints = new long[1024];
    private int count;
    private int compared;
    private long dropped;
    private long firstPcr = -1;

    private record Second(long offset, long time) {}

    /** Where a source stands against what has been published. */
    enum Standing {
        /** The published end has not come yet, or nothing has. */
        BEHIND,
        /** The published end lies before what has come, or was not to be found in it. */
        PAST,
        /** The clocks do not tell. */
        UNCLEAR
    }

    /** @param pcr the programme's clock reference last seen before it, in ticks of 27 MHz as sent; -1 when there was none */
    private record Keyframe(JoinPoint point, long pcr) {}

    /**
     * @param published the end of what players have; may move on meanwhile
     * @param maxBytes how much of the new source is held at most
     */
    Splicer(Published published, ByteBufAllocator allocator, int maxBytes) {
        this.published = published;
        this.tail = published.tail();
        this.time = published.time();
        this.held = allocator.buffer(64 * 1024, maxBytes);
        this.maxBytes = maxBytes;
    }

    private void found(JoinPoint point) {
        keyframes.add(new Keyframe(point, scout.lastPcr()));
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

    /** What lies far back has been published long ago; a bit rate that is too high for all the rest costs its older half. */
    private void makeRoom(int bytes) {
        long newest = seconds.isEmpty() ? 0 : seconds.getLast().time;
        if (!seconds.isEmpty() && newest - seconds.getFirst().time > MOST_HELD) {
            while (newest - seconds.getFirst().time > LEAST_HELD) {
                seconds.removeFirst();
            }
            drop((int) ((seconds.getFirst().offset - dropped) / TsPacket.SIZE));
        }
        int wanted = Math.min(bytes, maxBytes / 2);
        if (held.writerIndex() + wanted > maxBytes) {
            drop(count / 2);
        }
        held.ensureWritable(wanted);
    }

    private void drop(int packets) {
        held.readerIndex(packets * TsPacket.SIZE).discardReadBytes();
        System.arraycopy(prints, packets, prints, 0, count - packets);
        count -= packets;
        compared = Math.max(0, compared - packets);
        dropped += (long) packets * TsPacket.SIZE;
        keyframes.removeIf(keyframe -> keyframe.point.offset() < dropped);
        while (!seconds.isEmpty() && seconds.getFirst().offset < dropped) {
            seconds.removeFirst();
        }
    }

    private void inspect() {
        for (int at = count * TsPacket.SIZE; at < held.writerIndex(); at += TsPacket.SIZE) {
            if (count == prints.length) {
                prints = Arrays.copyOf(prints, count * 2);
            }
            packet.load(held, at);
            prints[count++] = packet.print();
            scout.inspect(held, at, dropped + at);
            if (seconds.isEmpty() || scout.mediaTime() - seconds.getLast().time >= SECOND) {
                seconds.addLast(new Second(dropped + at, scout.mediaTime()));
            }
            firstPcr = firstPcr < 0 ? scout.lastPcr() : firstPcr;
        }
    }

    /** Whether not one packet has come. */
    boolean isEmpty() {
        return count == 0 && dropped == 0;
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
        for (int i = publishedMoved ? 0 : compared; i < count; i++) {
            if (prints[i] == tail.print(0) && isSamePlace(i)) {
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
        while (back <= last && back < tail.size() && prints[last - back] == tail.print(back)) {
            timed |= tail.isTimed(back);
            back++;
            if (timed && back >= ENOUGH_ALIKE) {
                return true;
            }
        }
        return timed && back > last; // alike back to where the new source begins
    }

    /** Where this source stands, as far as clocks tell. */
    Standing standing() {
        long last = scout.lastPcr();
        return switch (time.place(last)) {
            case OLD, AGAIN -> Standing.BEHIND;
            case NEW -> isPast(last) ? Standing.PAST : Standing.BEHIND;
            case FOREIGN -> isEmpty() ? Standing.BEHIND : Standing.UNCLEAR;
        };
    }

    private boolean isPast(long last) {
        boolean began = time.place(firstPcr) == TimeLine.Place.NEW && time.ahead(firstPcr) > BEGAN_PAST;
        return began || time.ahead(last) >= PAST;
    }

    /** Whether the published end has not gone by the beginning of what has come: if it moves on, it will meet it. */
    boolean beginsAhead() {
        return time.isRelated(firstPcr) && time.ahead(firstPcr) > -PAST;
    }

    /**
     * The first keyframe at which nothing is repeated, if there is one.
     *
     * @param unrelated whether one will do whose clock is another: that it is new, nobody knows
     */
    Optional<Splice> atKeyframe(boolean unrelated) {
        return keyframes.stream()
                .filter(keyframe -> isNew(keyframe.pcr, unrelated))
                .findFirst()
                .map(keyframe -> jumpTo(keyframe.point, keyframe.pcr));
    }

    private boolean isNew(long pcr, boolean unrelated) {
        TimeLine.Place place = time.place(pcr);
        return place == TimeLine.Place.NEW || (unrelated && place == TimeLine.Place.FOREIGN);
    }

    /** The latest tables, for broadcasts that show no keyframe: in others they stand in the middle of a picture. */
    Optional<Splice> atTables() {
        boolean never = published.inspector().keyframes() == 0 && scout.keyframes() == 0;
        return scout.tablesPoint()
                .filter(point -> never && point.offset() >= dropped && isNew(scout.lastPcr(), true))
                .map(point -> jumpTo(point, scout.lastPcr()));
    }

    private Splice jumpTo(JoinPoint point, long pcr) {
        Optional<Duration> lost = time.place(pcr) == TimeLine.Place.NEW
                ? Optional.of(Duration.ofNanos(time.ahead(pcr) * 1_000 / 27))
                : Optional.empty();
        return new Splice((int) (point.offset() - dropped), point, lost);
    }

    /** Reads on where what is held ends. */
    TsAligner aligner() {
        return aligner;
    }

    /** What to go on with; what is held stays the splicer's. */
    Continuation continueAt(Splice splice) {
        return new Continuation(splice.point(), held.readerIndex(splice.from()), aligner);
    }

    void release() {
        held.release();
    }
}
