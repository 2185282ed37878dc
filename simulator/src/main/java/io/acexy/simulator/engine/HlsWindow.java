package io.acexy.simulator.engine;

import io.acexy.simulator.media.EndlessMedia;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * The segments of one HLS session: the broadcast cut at keyframes, numbered from 0, the last few of them listed. A segment is
 * PAT, PMT and a run of the broadcast's packets, so every client gets the same bytes. Confined to the engine's loop.
 */
final class HlsWindow {

    /** Segments that a playlist lists, and that the first one does. */
    private static final int WINDOW = 15;

    private static final int FIRST = 3;

    /** A segment ends at the first keyframe after a length drawn from here. */
    private static final DelayRange LENGTH = DelayRange.of(3500, 5500);

    /** Segments that can be fetched although no playlist lists them any more. */
    private static final int KEPT_LONGER = 3;

    /**
     * One segment.
     *
     * @param number its sequence number
     * @param first its first packet
     * @param end the packet after its last
     * @param seconds how long it plays
     */
    record Segment(long number, long first, long end, double seconds) {}

    private final Swarm swarm;
    private final EndlessMedia media;
    private final Random random;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long nextNumber;
    private long nextFirst;
    private long nextEnd;

    HlsWindow(Swarm swarm, Random random) {
        this.swarm = swarm;
        this.media = swarm.media;
        this.random = random;
        long back = LENGTH.max().toNanos() * (FIRST + 1);
        this.nextFirst = cutFrom(swarm.edgeNanos() - back);
        this.nextEnd = drawEnd();
        update();
        while (segments.size() > FIRST) {
            segments.removeFirst();
        }
        renumber();
    }

    /** The first playlist starts at 0, whatever was cut before it. */
    private void renumber() {
        Deque<Segment> old = new ArrayDeque<>(segments);
        segments.clear();
        nextNumber = 0;
        for (Segment segment : old) {
            segments.addLast(new Segment(nextNumber++, segment.first(), segment.end(), segment.seconds()));
        }
    }

    /** Takes in what the engine has by now. */
    void update() {
        long edge = media.packetAtNanos(swarm.edgeNanos());
        while (nextEnd <= edge) {
            double seconds = (media.nanosOf(nextEnd) - media.nanosOf(nextFirst)) / 1e9;
            segments.addLast(new Segment(nextNumber++, nextFirst, nextEnd, seconds));
            if (segments.size() > WINDOW + KEPT_LONGER) {
                segments.removeFirst();
            }
            nextFirst = nextEnd;
            nextEnd = drawEnd();
        }
    }

    private long drawEnd() {
        long least = LENGTH.pickNanos(random);
        return cutFrom(media.nanosOf(nextFirst) + least);
    }

    /** The next keyframe, or, where there are none, just the time. */
    private long cutFrom(long nanos) {
        long packet = media.packetAtNanos(nanos);
        long keyframe = media.keyframeFrom(packet);
        return keyframe < 0 ? packet : keyframe;
    }

    /** A segment that can be fetched, or null. */
    Segment find(long number) {
        for (Segment segment : segments) {
            if (segment.number() == number) {
                return segment;
            }
        }
        return null;
    }

    /** The playlist, its segments at {@code base} plus number plus {@code .ts}. */
    String playlist(String base) {
        long firstListed = Math.max(0, segments.size() - WINDOW);
        StringBuilder lines = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n");
        double longest = segments.stream().mapToDouble(Segment::seconds).max().orElse(0);
        lines.append("#EXT-X-TARGETDURATION:").append((long) Math.ceil(longest)).append('\n');
        Segment head = segments.stream().skip(firstListed).findFirst().orElse(null);
        lines.append("#EXT-X-MEDIA-SEQUENCE:")
                .append(head == null ? 0 : head.number())
                .append('\n');
        segments.stream().skip(firstListed).forEach(segment -> lines.append("#EXTINF:")
                .append(Math.round(segment.seconds() * 1000) / 1000.0)
                .append(",\n")
                .append(base)
                .append(segment.number())
                .append(".ts\n"));
        return lines.toString();
    }
}
