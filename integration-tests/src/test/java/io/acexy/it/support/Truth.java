package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.media.EndlessMedia;
import java.util.Arrays;

/** What the broadcaster really sent, to hold against what a player got. */
public final class Truth {

    private static final int PACKET = EndlessMedia.PACKET_SIZE;

    /** How far back from now a player's bytes may come from; far more than any test lasts. */
    private static final int REACH_SECONDS = 560;

    /** Tables that a newcomer is sent before the stream itself: one packet each in the test pattern. */
    static final int TABLES = 2;

    private final EndlessMedia media;
    private final Broadcaster broadcaster;
    private final String infohash;
    private final long reach;

    public Truth(Broadcaster broadcaster, Content content) {
        this.broadcaster = broadcaster;
        this.infohash = content.infohash();
        this.media = broadcaster.media(infohash);
        this.reach = (long) (REACH_SECONDS * media.packetsPerSecond());
    }

    /**
     * Checks that a player got PAT and PMT, then the broadcaster's bytes from a keyframe on without a hole or a repeat.
     *
     * @return number of the packet that he joined at
     */
    public long verify(byte[] received) {
        byte[] whole = Arrays.copyOf(received, received.length / PACKET * PACKET);
        assertThat(whole.length).as("enough to be checked").isGreaterThan((TABLES + 8) * PACKET);
        assertThat(pid(whole, 0)).as("PAT first").isZero();
        assertThat(pid(whole, 1)).as("then PMT").isEqualTo(media.pmtPid());
        byte[] stream = Arrays.copyOfRange(whole, TABLES * PACKET, whole.length);
        long joined = locate(stream);
        assertThat(joined).as("the first packet is the broadcaster's").isNotNegative();
        assertThat(media.isKeyframe(joined)).as("joined at a keyframe").isTrue();
        long wrong = media.mismatch(stream, joined);
        assertThat(wrong)
                .as(() -> "first wrong byte" + goesOnAt(stream, joined, wrong))
                .isEqualTo(-1);
        return joined;
    }

    /** Where in the broadcast a player's bytes go on after a wrong one, for whoever has to find out why. */
    private String goesOnAt(byte[] stream, long joined, long wrong) {
        if (wrong < 0) {
            return "";
        }
        int packet = (int) (wrong / PACKET);
        StringBuilder way = new StringBuilder(": packet ")
                .append(packet)
                .append(" should be ")
                .append(joined + packet);
        for (int at = packet; at < stream.length / PACKET && at < packet + 12; at++) {
            byte[] one = Arrays.copyOfRange(stream, at * PACKET, (at + 1) * PACKET);
            way.append(isPreamble(one) ? ", tables or mark" : ", " + locateAlike(one));
        }
        return way.toString();
    }

    /**
     * How far a player's bytes are one stretch of the broadcast: tables, after a loss also marks of discontinuity, then the
     * stream from a keyframe on.
     *
     * @return bytes until the first that does not belong to the stretch; 0 when it does not begin as it should
     */
    public int runLength(byte[] received) {
        int packets = received.length / PACKET;
        if (packets <= TABLES || pid(received, 0) != 0 || pid(received, 1) != media.pmtPid()) {
            return 0;
        }
        int preamble = TABLES;
        while (preamble < packets && isDiscontinuityMark(received, preamble)) {
            preamble++;
        }
        byte[] stream = Arrays.copyOfRange(received, preamble * PACKET, packets * PACKET);
        long joined = stream.length == 0 ? -1 : keyframeLike(stream);
        return joined < 0 ? 0 : preamble * PACKET + contentLength(stream, joined);
    }

    /** Whether a packet is this one of the broadcast, but for its continuity counter. */
    boolean isAt(byte[] packet, long number) {
        return isAlike(packet, 0, media.bytes(number, 1));
    }

    boolean isKeyframe(long number) {
        return media.isKeyframe(number);
    }

    /** Tables and marks: what a proxy sends before the stream itself. */
    boolean isPreamble(byte[] packet) {
        return pid(packet, 0) == 0 || pid(packet, 0) == media.pmtPid() || isDiscontinuityMark(packet, 0);
    }

    /** Where a packet was in the broadcast, or -1 where that is not certain; with another counter a keyframe's first only. */
    long locateAlike(byte[] packet) {
        long found = locate(packet);
        if (found < 0) {
            return keyframeLike(packet);
        }
        long again = media.locate(packet, found + 1, broadcaster.livePacket(infohash) + 1);
        return again < 0 ? found : -1;
    }

    /** The latest keyframe whose first packet is like this one. */
    private long keyframeLike(byte[] stream) {
        long live = broadcaster.livePacket(infohash);
        long found = -1;
        for (long at = media.keyframeFrom(Math.max(0, live - reach)); at <= live; at = media.keyframeFrom(at + 1)) {
            if (isAlike(stream, 0, media.bytes(at, 1))) {
                found = at;
            }
        }
        return found;
    }

    private int contentLength(byte[] stream, long from) {
        byte[] expected = new byte[PACKET];
        for (int at = 0; at < stream.length; at += PACKET) {
            media.fill(from + at / PACKET, expected);
            if (!isAlike(stream, at, expected)) {
                return at;
            }
        }
        return stream.length;
    }

    /** Equal but for the continuity counter, which runs on through a change of engine and may so differ. */
    private static boolean isAlike(byte[] stream, int at, byte[] packet) {
        return (stream[at + 3] & 0xF0) == (packet[3] & 0xF0)
                && Arrays.equals(stream, at, at + 3, packet, 0, 3)
                && Arrays.equals(stream, at + 4, at + PACKET, packet, 4, PACKET);
    }

    /** Whether these bytes are one stretch of the broadcast to their end: tables, marks, a keyframe and all that follows. */
    public boolean isStretch(byte[] received) {
        return runLength(received) == received.length / PACKET * PACKET;
    }

    /** A stretch without its last picture, which is cut off where the next stretch begins. */
    public byte[] withoutLastPicture(byte[] stretch) {
        int last = stretch.length / PACKET;
        while (last > 0 && !startsPicture(stretch, last - 1)) {
            last--;
        }
        return Arrays.copyOf(stretch, Math.max(0, last - 1) * PACKET);
    }

    private boolean startsPicture(byte[] packets, int index) {
        return pid(packets, index) == media.videoPid() && (packets[index * PACKET + 1] & 0x40) != 0;
    }

    /** A packet without payload whose adaptation field says that counters jump. */
    private static boolean isDiscontinuityMark(byte[] packets, int index) {
        int at = index * PACKET;
        return (packets[at + 3] & 0x30) == 0x20 && packets[at + 4] != 0 && (packets[at + 5] & 0x80) != 0;
    }

    /** Where a stream first goes on after a jump, at the tables before the marks that tell of it; in bytes. -1 where it does not. */
    public static int jump(byte[] stream) {
        int at = 0;
        int packets = stream.length / PACKET;
        while (at < packets && !isDiscontinuityMark(stream, at)) {
            at++;
        }
        if (at == packets) {
            return -1;
        }
        while (pid(stream, at) != 0) {
            at--;
        }
        return at * PACKET;
    }

    /** Where a run of packets was in the broadcast; -1 when it never was. */
    public long locate(byte[] stream) {
        long live = broadcaster.livePacket(infohash);
        byte[] first = Arrays.copyOf(stream, PACKET);
        return media.locate(first, Math.max(0, live - reach), live + 1);
    }

    private static int pid(byte[] packets, int index) {
        return ((packets[index * PACKET + 1] & 0x1F) << 8) | (packets[index * PACKET + 2] & 0xFF);
    }
}
