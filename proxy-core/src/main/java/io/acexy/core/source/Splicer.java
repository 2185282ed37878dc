package io.acexy.core.source;

import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
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

    /** What a source may be past the published end before it is given up to find that end in it. */
    private static final long PAST = SECOND / 2;

    /** Clock references come at least as often: a source whose first is further past the end began behind it. */
    private static final long BEGAN_PAST = SECOND / 5;

    private final Published published;
    private final PacketTail tail;
    private final TimeLine time;
    private final Held held;
    private final boolean foreign;
    private final TsAligner aligner = new TsAligner();
    private final TsInspector scout = new TsInspector(this::found);
    private final PacketPrint packet = new PacketPrint();
    private final List<Keyframe> keyframes = new ArrayList<>();

    /** Number of the first packet that has not been compared with the published end. */
    private long compared;

    private long firstPcr = -1;

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
     * @param held empty; the splicer's from now on
     * @param foreign whether it is another broadcast, whose clock says nothing about what has been published
     */
    Splicer(Published published, Held held, boolean foreign) {
        this.published = published;
        this.tail = published.tail();
        this.time = published.time();
        this.held = held;
        this.foreign = foreign;
    }

    private void found(JoinPoint point) {
        keyframes.add(new Keyframe(point, scout.lastPcr()));
    }

    /** Takes over the next piece of the new source. */
    void offer(ByteBuf media) {
        try {
            do {
                ByteBuf room = held.room();
                int before = room.writerIndex();
                aligner.align(media, room);
                inspect(room, before);
                // A full room may leave whole packets behind in the aligner, when the piece itself is used up.
            } while (media.isReadable() || held.isFull());
        } finally {
            media.release();
        }
        keyframes.removeIf(keyframe -> isDropped(keyframe.point));
    }

    private boolean isDropped(JoinPoint point) {
        return point.offset() < held.start() * TsPacket.SIZE;
    }

    private void inspect(ByteBuf room, int from) {
        for (int at = from; at < room.writerIndex(); at += TsPacket.SIZE) {
            packet.load(room, at);
            scout.inspect(room, at, held.end() * TsPacket.SIZE);
            held.add(packet.print(), scout.mediaTime());
            firstPcr = firstPcr < 0 ? scout.lastPcr() : firstPcr;
        }
    }

    /** Whether not one packet has come. */
    boolean isEmpty() {
        return held.end() == 0;
    }

    /**
     * Whether the published end, which has moved, or what has come since, shows where to go on without a jump.
     *
     * @param withMore only where there is more than has been published: an engine whose media ends where it ended before has
     *     brought nothing, however well it fits
     */
    Optional<Splice> exact(boolean publishedMoved, boolean withMore) {
        if (isEmpty() || published.isEmpty()) {
            return Optional.empty();
        }
        long last = tail.print(0);
        long from = publishedMoved ? held.start() : Math.max(compared, held.start());
        for (long number = from; number < held.end(); number++) {
            if (held.print(number) == last && isSamePlace(number)) {
                if (withMore && number + 1 == held.end()) {
                    compared = number;
                    return Optional.empty();
                }
                return Optional.of(Splice.exact(number + 1));
            }
        }
        compared = held.end();
        return Optional.empty();
    }

    /** Backwards from a packet that is like the last published one, until it is certain. */
    private boolean isSamePlace(long last) {
        boolean timed = false;
        long first = held.start();
        int back = 0;
        while (first <= last - back && back < tail.size() && held.print(last - back) == tail.print(back)) {
            timed |= tail.isTimed(back);
            back++;
            if (timed && back >= ENOUGH_ALIKE) {
                return true;
            }
        }
        return timed && first > last - back; // alike back to where the new source begins
    }

    /** Where this source stands, as far as clocks tell. */
    Standing standing() {
        if (foreign) {
            return isEmpty() ? Standing.BEHIND : Standing.PAST;
        }
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
        // What comes before something old is old as well, though its clock was set meanwhile.
        boolean strange = unrelated && time.place(scout.lastPcr()) != TimeLine.Place.OLD;
        return keyframes.stream()
                .filter(keyframe -> !isDropped(keyframe.point) && isNew(keyframe.pcr, strange))
                .findFirst()
                .map(keyframe -> jumpTo(keyframe.point, keyframe.pcr));
    }

    private boolean isNew(long pcr, boolean unrelated) {
        if (foreign) {
            return true;
        }
        TimeLine.Place place = time.place(pcr);
        return place == TimeLine.Place.NEW || (unrelated && place == TimeLine.Place.FOREIGN);
    }

    /** The latest tables, for broadcasts that show no keyframe: in others they stand in the middle of a picture. */
    Optional<Splice> atTables() {
        boolean never =
                scout.keyframes() == 0 && (foreign || published.inspector().keyframes() == 0);
        return scout.tablesPoint()
                .filter(point -> never && !isDropped(point) && isNew(scout.lastPcr(), true))
                .map(point -> jumpTo(point, scout.lastPcr()));
    }

    private Splice jumpTo(JoinPoint point, long pcr) {
        Optional<Duration> lost = !foreign && time.place(pcr) == TimeLine.Place.NEW
                ? Optional.of(Duration.ofNanos(time.ahead(pcr) * 1_000 / 27))
                : Optional.empty();
        return new Splice(point.offset() / TsPacket.SIZE, point, lost);
    }

    /** Reads on where what is held ends. */
    TsAligner aligner() {
        return aligner;
    }

    /** What to go on with; what is held stays the splicer's. */
    Continuation continueAt(Splice splice) {
        return new Continuation(splice.point(), held.from(splice.from()), aligner);
    }

    void release() {
        held.release();
    }
}
