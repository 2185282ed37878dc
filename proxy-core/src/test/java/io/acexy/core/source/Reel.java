package io.acexy.core.source;

import io.acexy.core.mpegts.TsPacket;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** Stretches of the test pattern, by their time in seconds, with whatever a test changes about them. */
final class Reel {

    static final EndlessMedia MEDIA = EndlessMedia.testPattern();

    private static final long PCR_RANGE = (1L << 33) * 300;
    private static final int PCR_FLAG = 0x10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Reel() {}

    static long packetAt(double seconds) {
        return MEDIA.packetAtNanos((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    }

    static Reel of(double from, double to) {
        return new Reel().then(from, to, packet -> {});
    }

    /** The same with the clock set forward, or back. */
    static Reel shifted(double from, double to, double seconds) {
        return new Reel().thenShifted(from, to, seconds);
    }

    static Reel changed(double from, double to, Consumer<byte[]> change) {
        return new Reel().then(from, to, change);
    }

    /** @param change is told which packet of the test pattern it is */
    static Reel changedOf(double from, double to, ObjLongConsumer<byte[]> change) {
        return new Reel().thenOf(from, to, change);
    }

    Reel then(double from, double to) {
        return then(from, to, packet -> {});
    }

    Reel thenShifted(double from, double to, double seconds) {
        return then(from, to, packet -> shift(packet, seconds));
    }

    Reel then(double from, double to, Consumer<byte[]> change) {
        return thenOf(from, to, (packet, number) -> change.accept(packet));
    }

    private Reel thenOf(double from, double to, ObjLongConsumer<byte[]> change) {
        byte[] packet = new byte[TsPacket.SIZE];
        for (long n = packetAt(from); n < packetAt(to); n++) {
            MEDIA.fill(n, packet);
            change.accept(packet, n);
            bytes.writeBytes(packet);
        }
        return this;
    }

    ByteBuf buffer() {
        return Unpooled.wrappedBuffer(bytes.toByteArray());
    }

    int packets() {
        return bytes.size() / TsPacket.SIZE;
    }

    /** Sets a packet's clock reference forward or back, if it has one. */
    static void shift(byte[] packet, double seconds) {
        if (hasClock(packet)) {
            set(packet, TsPacket.pcr(Unpooled.wrappedBuffer(packet), 0) + (long) (seconds * 27_000_000));
        }
    }

    /** Makes a packet one of another broadcast: another clock, and another end of each payload but for the tables'. */
    static void ofAnother(byte[] packet, int broadcast) {
        shift(packet, 3600.0 * broadcast);
        int payload = TsPacket.payloadOffset(Unpooled.wrappedBuffer(packet), 0);
        boolean begins = TsPacket.payloadUnitStart(Unpooled.wrappedBuffer(packet), 0);
        boolean isTable = begins && payload < TsPacket.SIZE && packet[payload] == 0 && packet[payload + 2] != 1;
        if (!isTable) {
            packet[TsPacket.SIZE - Long.BYTES - 1] ^= (byte) broadcast;
        }
    }

    /** Sets a packet's clock reference, if it has one. */
    static void setClock(byte[] packet, double seconds) {
        if (hasClock(packet)) {
            set(packet, (long) (seconds * 27_000_000));
        }
    }

    static boolean hasClock(byte[] packet) {
        return TsPacket.hasPcr(Unpooled.wrappedBuffer(packet), 0);
    }

    private static void set(byte[] packet, long ticks) {
        long pcr = Math.floorMod(ticks, PCR_RANGE);
        long field = ((pcr / 300) << 15) | 0x7E00 | (pcr % 300);
        for (int i = 0; i < 6; i++) {
            packet[6 + i] = (byte) (field >>> (8 * (5 - i)));
        }
    }

    /** Takes a packet's clock reference away, if it has one. */
    static void withoutClock(byte[] packet) {
        if (hasClock(packet)) {
            packet[5] &= (byte) ~PCR_FLAG;
        }
    }

    /** Takes a packet's meaning away, but for its clock reference. */
    static void toNull(byte[] packet) {
        if (hasClock(packet)) {
            packet[3] = (byte) ((packet[3] & 0xCF) | 0x20);
            packet[4] = (byte) (TsPacket.SIZE - 5);
        } else {
            packet[1] = 0x1F;
            packet[2] = (byte) 0xFF;
        }
    }

    static boolean isVideo(byte[] packet) {
        return TsPacket.pid(Unpooled.wrappedBuffer(packet), 0) == MEDIA.videoPid();
    }
}
