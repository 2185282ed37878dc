package io.acexy.simulator.media;

import static io.acexy.simulator.media.TsFields.PACKET;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * One endless live broadcast made from a clip: packet <em>n</em> of it is a pure function of <em>n</em>, so two engines that
 * play the same clip emit the same bytes at the same position, and a test can say which bytes a player should have got. From
 * loop to loop PCR, PTS and DTS run on (33 and 42 bits, wrapping as on air) and so do the continuity counters of every PID.
 *
 * <p>Positions are packet numbers from 0; a packet is 188 bytes. Immutable; any thread may call.
 */
public final class EndlessMedia {

    /** Bytes of one packet. */
    public static final int PACKET_SIZE = PACKET;

    private static final String TEST_PATTERN = "/io/acexy/simulator/clip.ts";
    private static final String DEMO = "/io/acexy/simulator/demo.ts";
    /** 27 ticks of the clock are 1000 ns. */
    private static final long TICKS = 27;

    private static final long NANOS = 1000;

    private final Clip clip;
    private final PacketFinder finder;
    private final long loopTime;

    private EndlessMedia(Clip clip) {
        this.clip = clip;
        this.finder = new PacketFinder(clip);
        this.loopTime = clip.loopTicks * TsFields.PCR_TICKS_PER_PTS_TICK;
    }

    /** The checked-in test pattern: 16 s of H.264 (320x180, 25 frames a second, a keyframe every 2 s) and AAC. */
    public static EndlessMedia testPattern() {
        return TestPattern.MEDIA;
    }

    /** What is worth looking at: 16 s of H.264 (640x360, 25 frames a second, a keyframe every 2 s) and AAC. */
    public static EndlessMedia demo() {
        return builtIn(DEMO);
    }

    /** Read when it is first asked for, and once: most simulators play it. */
    private static final class TestPattern {
        static final EndlessMedia MEDIA = builtIn(TEST_PATTERN);
    }

    private static EndlessMedia builtIn(String name) {
        try (InputStream in = EndlessMedia.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Any MPEG-TS file as an endless broadcast.
     *
     * @throws MediaFormatException if it has no PAT, PMT or PCR, is out of sync, or has a jump in its clock
     * @throws IOException if it cannot be read
     */
    public static EndlessMedia of(Path file) throws IOException {
        if (Files.size(file) > Clip.MAX_BYTES) {
            throw new MediaFormatException(file + " is larger than " + Clip.MAX_BYTES + " bytes");
        }
        return of(Files.readAllBytes(file));
    }

    /**
     * As {@link #of(Path)}, from memory; the array is copied.
     *
     * @throws MediaFormatException if the bytes cannot be played for ever
     */
    public static EndlessMedia of(byte[] transportStream) {
        return new EndlessMedia(new Clip(transportStream, false));
    }

    /**
     * The same programme at a higher bit rate, for load: null packets (PID 0x1FFF) are spread evenly between the others. Each
     * carries its packet number as eight bytes after its header, so that no two are alike.
     *
     * @return this, where it is as fast already
     */
    public EndlessMedia paddedTo(long bitsPerSecond) {
        return bitsPerSecond <= bitsPerSecond() ? this : new EndlessMedia(Padding.pad(clip, bitsPerSecond));
    }

    /** Packets of one loop. */
    public int packets() {
        return clip.packets;
    }

    /** Length of one loop. */
    public Duration duration() {
        return Duration.ofNanos(loopTime * NANOS / TICKS);
    }

    /** Packets a second, averaged over a loop. */
    public double packetsPerSecond() {
        return clip.packets * (double) TsFields.PCR_HZ / loopTime;
    }

    /** Bits a second, averaged over a loop. */
    public long bitsPerSecond() {
        return Math.round(packetsPerSecond() * PACKET * 8);
    }

    /** The packet that is on air that long after packet 0. */
    public long packetAt(Duration sinceStart) {
        return packetAtNanos(sinceStart.toNanos());
    }

    /** As {@link #packetAt(Duration)}, without an object. */
    public long packetAtNanos(long sinceStart) {
        long ticks = Math.floorDiv(sinceStart * TICKS, NANOS);
        int i = Arrays.binarySearch(clip.time, Math.floorMod(ticks, loopTime));
        if (i < 0) {
            i = -i - 2;
        }
        return Math.floorDiv(ticks, loopTime) * clip.packets + i;
    }

    /** When a packet is on air, after packet 0. */
    public Duration timeOf(long packet) {
        return Duration.ofNanos(nanosOf(packet));
    }

    /** As {@link #timeOf}, in nanoseconds, rounded up so that {@link #packetAtNanos} leads back here. */
    public long nanosOf(long packet) {
        long ticks = loopOf(packet) * loopTime + clip.time[indexOf(packet)];
        return -Math.floorDiv(-ticks * NANOS, TICKS);
    }

    /**
     * Appends packets to a buffer that the caller owns.
     *
     * @param firstPacket number of the first one
     * @param packets how many
     */
    public void copy(long firstPacket, int packets, ByteBuf out) {
        byte[] one = new byte[PACKET];
        for (long n = firstPacket; n < firstPacket + packets; n++) {
            fill(n, one);
            out.writeBytes(one);
        }
    }

    /** The bytes of some packets, in an array of their own. */
    public byte[] bytes(long firstPacket, int packets) {
        byte[] all = new byte[Math.multiplyExact(packets, PACKET)];
        byte[] one = new byte[PACKET];
        for (int i = 0; i < packets; i++) {
            fill(firstPacket + i, one);
            System.arraycopy(one, 0, all, i * PACKET, PACKET);
        }
        return all;
    }

    /** Fills an array of {@link #PACKET_SIZE} bytes with one packet. */
    public void fill(long packet, byte[] out) {
        int i = indexOf(packet);
        finder.write(i, loopOf(packet), out);
    }

    /**
     * Finds where a run of packets is in the broadcast. Tables and packets without a time stamp come back alike every few
     * loops, so a run should hold at least one start of a picture if the answer is to be unique in a long range.
     *
     * @param run one or more whole packets
     * @param from the first packet number that may be the answer
     * @param to the first that may not
     * @return the number of the run's first packet: the lowest that fits, or -1
     */
    public long locate(byte[] run, long from, long to) {
        if (run.length == 0 || run.length % PACKET != 0) {
            throw new IllegalArgumentException("a run is whole packets, not " + run.length + " bytes");
        }
        return finder.locate(run, from, to);
    }

    /**
     * Compares what somebody received with the truth.
     *
     * @param received whole packets
     * @param firstPacket where they should have come from
     * @return index of the first byte that differs, or -1
     */
    public int mismatch(byte[] received, long firstPacket) {
        byte[] one = new byte[PACKET];
        for (int at = 0; at < received.length; at += PACKET) {
            fill(firstPacket + at / PACKET, one);
            int length = Math.min(PACKET, received.length - at);
            int differs = Arrays.mismatch(received, at, at + length, one, 0, length);
            if (differs >= 0) {
                return at + differs;
            }
        }
        return -1;
    }

    /** Whether a keyframe of the picture starts in this packet. */
    public boolean isKeyframe(long packet) {
        return (clip.flags[indexOf(packet)] & Clip.KEYFRAME_START) != 0;
    }

    /** Whether the packet is part of a keyframe. */
    public boolean isKeyframePart(long packet) {
        return (clip.flags[indexOf(packet)] & Clip.KEYFRAME_PART) != 0;
    }

    /** Whether a section of the PAT or the PMT begins in this packet. */
    public boolean isTable(long packet) {
        int at = indexOf(packet) * PACKET;
        int pid = TsFields.pid(clip.bytes, at);
        return (pid == 0 || pid == pmtPid()) && (clip.bytes[at + 1] & 0x40) != 0;
    }

    /** Whether the packet belongs to the picture. */
    public boolean isVideo(long packet) {
        return (clip.flags[indexOf(packet)] & Clip.VIDEO) != 0;
    }

    /** Whether the packet carries the programme's clock. */
    public boolean hasPcr(long packet) {
        return (clip.flags[indexOf(packet)] & Clip.PCR) != 0;
    }

    /** The first packet at or after this one in which a keyframe starts, or -1 if the clip has none. */
    public long keyframeFrom(long packet) {
        if (clip.keyframes.length == 0) {
            return -1;
        }
        int i = Arrays.binarySearch(clip.keyframes, indexOf(packet));
        int next = i >= 0 ? i : -i - 1;
        long loop = loopOf(packet) + next / clip.keyframes.length;
        return loop * clip.packets + clip.keyframes[next % clip.keyframes.length];
    }

    /** The last packet at or before this one that belongs to a PID, within one loop, or -1. */
    public long lastOf(int pid, long packet) {
        for (long n = packet; n > packet - clip.packets; n--) {
            if (TsFields.pid(clip.bytes, indexOf(n) * PACKET) == pid) {
                return n;
            }
        }
        return -1;
    }

    /** PID of the map table. */
    public int pmtPid() {
        return clip.program.pmtPid();
    }

    /** PID of the picture, or -1. */
    public int videoPid() {
        return clip.program.videoPid();
    }

    private int indexOf(long packet) {
        return (int) Math.floorMod(packet, (long) clip.packets);
    }

    private long loopOf(long packet) {
        return Math.floorDiv(packet, (long) clip.packets);
    }
}
