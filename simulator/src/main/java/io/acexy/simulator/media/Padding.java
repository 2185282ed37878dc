package io.acexy.simulator.media;

import static io.acexy.simulator.media.TsFields.PACKET;

import java.util.Arrays;

/** Spreads null packets through a clip until it has a given bit rate, as a multiplexer does on air. */
final class Padding {

    private Padding() {}

    static Clip pad(Clip clip, long bitsPerSecond) {
        double loopSeconds = clip.loopTicks * (double) TsFields.PCR_TICKS_PER_PTS_TICK / TsFields.PCR_HZ;
        long wanted = (long) Math.ceil(bitsPerSecond * loopSeconds / (PACKET * 8));
        if (wanted > Clip.MAX_BYTES / PACKET) {
            throw new IllegalArgumentException(bitsPerSecond + " bit/s makes the clip too large");
        }
        byte[] out = new byte[Math.max((int) wanted, clip.packets) * PACKET];
        int to = 0;
        for (int i = 0; i < clip.packets; i++) {
            double share = clip.time[i] / (loopSeconds * TsFields.PCR_HZ);
            int left = clip.packets - i;
            int latest = out.length / PACKET - left;
            for (int slot = (int) Math.min(latest, share * wanted); to / PACKET < slot; to += PACKET) {
                writeNull(out, to);
            }
            System.arraycopy(clip.bytes, i * PACKET, out, to, PACKET);
            to += PACKET;
        }
        for (; to < out.length; to += PACKET) {
            writeNull(out, to);
        }
        return new Clip(out, true);
    }

    private static void writeNull(byte[] out, int at) {
        Arrays.fill(out, at, at + PACKET, (byte) 0xFF);
        out[at] = TsFields.SYNC;
        out[at + 1] = 0x1F;
        out[at + 2] = (byte) 0xFF;
        out[at + 3] = 0x10;
    }
}
