package io.acexy.simulator.media;

import static io.acexy.simulator.media.TsFields.PACKET;
import static io.acexy.simulator.media.TsFields.PTS_WRAP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known about each packet of one clip, found once when it is loaded. Immutable once built; any thread may read. */
final class Clip {

    /** Larger clips would only cost memory: loops are free. */
    static final int MAX_BYTES = 256 << 20;

    static final byte PCR = 1;
    static final byte VIDEO = 2;
    static final byte KEYFRAME_START = 4;
    static final byte KEYFRAME_PART = 8;

    private static final long MAX_PCR_STEP = TsFields.PCR_HZ;

    final byte[] bytes;
    final int packets;
    final Program program;
    final byte[] flags;
    /** Where the PTS is, as {@link TsFields#ptsOffset} says. */
    final byte[] ptsOffset;
    /** Continuity counter in loop 0, and by how much it is further in each loop after. */
    final byte[] counter;

    final byte[] counterStep;
    /** When each packet is sent, in 27 MHz ticks since packet 0. */
    final long[] time;

    final int[] keyframes;
    /** One loop in 90 kHz ticks. */
    final long loopTicks;

    /** Whether every null packet carries its number. */
    final boolean padded;

    Clip(byte[] source, boolean padded) {
        this.padded = padded;
        bytes = checked(source);
        packets = bytes.length / PACKET;
        program = Program.find(bytes);
        flags = new byte[packets];
        ptsOffset = new byte[packets];
        counter = new byte[packets];
        counterStep = new byte[packets];
        indexPackets();
        keyframes = indexKeyframes();
        loopTicks = measureLoop();
        time = indexTimes();
    }

    private static byte[] checked(byte[] source) {
        int whole = source.length - source.length % PACKET;
        if (whole == 0) {
            throw new MediaFormatException("the clip holds no whole packet of 188 bytes");
        }
        if (whole > MAX_BYTES) {
            throw new MediaFormatException("the clip is larger than " + MAX_BYTES + " bytes");
        }
        for (int at = 0; at < whole; at += PACKET) {
            if (source[at] != TsFields.SYNC) {
                throw new MediaFormatException("packet " + at / PACKET + " does not start with 0x47");
            }
        }
        return Arrays.copyOf(source, whole);
    }

    private void indexPackets() {
        int[] payloads = new int[TsFields.NULL_PID + 1];
        for (int i = 0; i < packets; i++) {
            int at = i * PACKET;
            int pid = TsFields.pid(bytes, at);
            if (TsFields.hasPcr(bytes, at)) {
                flags[i] |= PCR;
            }
            if (pid == program.videoPid()) {
                flags[i] |= VIDEO;
            }
            ptsOffset[i] = pid == TsFields.PAT_PID || pid == program.pmtPid() ? 0 : (byte) checkedPts(i);
            if (TsFields.hasPayload(bytes, at)) {
                payloads[pid]++;
            }
            counter[i] = (byte) (payloads[pid] - 1 & 0x0F);
            clearDiscontinuity(at);
        }
        for (int i = 0; i < packets; i++) {
            counterStep[i] = (byte) (payloads[TsFields.pid(bytes, i * PACKET)] & 0x0F);
        }
    }

    private int checkedPts(int packet) {
        int at = packet * PACKET;
        int pts = TsFields.ptsOffset(bytes, at);
        if (pts != 0 && pts + (TsFields.hasDts(bytes, at, pts) ? 10 : 5) > PACKET) {
            throw new MediaFormatException("the PES header in packet " + packet + " runs over the packet's end");
        }
        return pts;
    }

    /** In an endless stream whose counters and clock never jump, a left-over indicator would be a lie. */
    private void clearDiscontinuity(int at) {
        if (TsFields.adaptationFlags(bytes, at) != 0) {
            bytes[at + 5] &= ~TsFields.FLAG_DISCONTINUITY;
        }
    }

    private int[] indexKeyframes() {
        List<Integer> found = new ArrayList<>();
        int video = program.videoPid();
        if (video < 0) {
            return new int[0];
        }
        KeyframeFinder finder = new KeyframeFinder(program.streamTypes().get(video));
        int start = -1;
        boolean key = false;
        for (int i = 0; i < packets; i++) {
            int at = i * PACKET;
            if ((flags[i] & VIDEO) == 0) {
                continue;
            }
            if (TsFields.startsUnit(bytes, at)) {
                markPicture(start, i, key, found);
                finder.reset();
                key = (TsFields.adaptationFlags(bytes, at) & TsFields.FLAG_RANDOM_ACCESS) != 0;
                start = i;
            }
            key |= finder.scan(bytes, at + TsFields.payloadOffset(bytes, at), at + PACKET);
        }
        markPicture(start, packets, key, found);
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void markPicture(int start, int end, boolean key, List<Integer> found) {
        if (start < 0 || !key) {
            return;
        }
        found.add(start);
        flags[start] |= KEYFRAME_START;
        for (int i = start; i < end; i++) {
            if ((flags[i] & VIDEO) != 0) {
                flags[i] |= KEYFRAME_PART;
            }
        }
    }

    /**
     * The longest of picture and sound, each from its first time stamp to one step after its last: a short gap at the seam is
     * nothing to a decoder, time stamps that run back are. Where a PES packet holds several frames the last step is a guess.
     */
    private long measureLoop() {
        Map<Integer, List<Long>> stamps = new HashMap<>();
        for (int i = 0; i < packets; i++) {
            int pid = TsFields.pid(bytes, i * PACKET);
            if (ptsOffset[i] != 0 && program.carriesMedia(pid)) {
                addUnwrapped(stamps.computeIfAbsent(pid, k -> new ArrayList<>()), decodingTime(i));
            }
        }
        long longest = stamps.values().stream().mapToLong(Clip::span).max().orElse(0);
        if (longest == 0) {
            throw new MediaFormatException("neither picture nor sound of the clip has two time stamps");
        }
        return longest;
    }

    private static long span(List<Long> stamps) {
        if (stamps.size() < 2) {
            return 0;
        }
        Collections.sort(stamps);
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < stamps.size(); i++) {
            steps.add(stamps.get(i) - stamps.get(i - 1));
        }
        Collections.sort(steps);
        return stamps.get(stamps.size() - 1) - stamps.get(0) + steps.get(steps.size() / 2);
    }

    private long decodingTime(int packet) {
        int at = packet * PACKET;
        int pts = Byte.toUnsignedInt(ptsOffset[packet]);
        return TsFields.readTimestamp(bytes, at + pts + (TsFields.hasDts(bytes, at, pts) ? 5 : 0));
    }

    /** Counts on past 33 bits: a difference of more than half the range is a wrap. */
    private static void addUnwrapped(List<Long> stamps, long stamp) {
        if (stamps.isEmpty()) {
            stamps.add(stamp);
            return;
        }
        long last = stamps.get(stamps.size() - 1);
        long step = Math.floorMod(stamp - last, PTS_WRAP);
        stamps.add(last + (step >= PTS_WRAP / 2 ? step - PTS_WRAP : step));
    }

    /** Between two PCR packets the bytes flow evenly (2.4.2.2); so do they over the seam from one loop to the next. */
    private long[] indexTimes() {
        int[] at = pcrPackets();
        long loop = loopTicks * TsFields.PCR_TICKS_PER_PTS_TICK;
        long[] times = new long[packets];
        long now = 0;
        for (int i = 0; i < at.length - 1; i++) {
            long step = pcrStep(at[i], at[i + 1]);
            if (step <= 0 || step > MAX_PCR_STEP) {
                throw new MediaFormatException("the PCR jumps at packet " + at[i + 1]);
            }
            spread(times, at[i], at[i + 1], now, step);
            now += step;
        }
        if (now >= loop) {
            throw new MediaFormatException("the PCR runs longer than picture and sound");
        }
        spread(times, at[at.length - 1], at[0] + packets, now, loop - now);
        long origin = times[0];
        for (int i = 0; i < packets; i++) {
            times[i] = Math.floorMod(times[i] - origin, loop);
        }
        return times;
    }

    private void spread(long[] times, int from, int to, long start, long ticks) {
        for (int i = from; i < to; i++) {
            times[i % packets] = start + ticks * (i - from) / (to - from);
        }
    }

    private int[] pcrPackets() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            if ((flags[i] & PCR) != 0 && TsFields.pid(bytes, i * PACKET) == program.pcrPid()) {
                found.add(i);
            }
        }
        if (found.size() < 2) {
            throw new MediaFormatException("the clip needs at least two PCR on PID " + program.pcrPid());
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private long pcrStep(int from, int to) {
        long step = TsFields.readPcr(bytes, to * PACKET + 6) - TsFields.readPcr(bytes, from * PACKET + 6);
        return Math.floorMod(step, TsFields.PCR_WRAP);
    }
}
