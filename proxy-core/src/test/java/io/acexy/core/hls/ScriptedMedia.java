package io.acexy.core.hls;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.ChunkAssembler;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.broadcast.Turns;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A broadcast that follows a script of words: {@code K} is a keyframe, {@code M} one in the middle of the next chunk, {@code A} sound to begin with, {@code T} bare tables,
 * {@code J} a jump, {@code L} a keyframe that is told with the next chunk, a number seconds of media, in chunks of a tenth of
 * a second, {@code C} with a number seconds of media in a single chunk, and {@code S} with a number chunks in which the clock stands. Packets are numbered, so that it can be said where
 * each has gone; every tenth of a second has a PAT of its own.
 */
final class ScriptedMedia implements AutoCloseable {

    static final long SECOND = 27_000_000;
    static final int PACKETS_PER_TENTH = 5;
    static final int BYTES_PER_SECOND = 10 * PACKETS_PER_TENTH * TsPacket.SIZE;
    static final int VIDEO = 0x100;

    /** Far less than the past that lists begin with. */
    private static final Turns LITTLE = new Turns(16, 1);

    final Broadcast broadcast;
    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    final ByteArrayOutputStream published = new ByteArrayOutputStream();
    private final ChunkAssembler assembler = new ChunkAssembler(allocator, 64 * 1024);
    private final LongConsumer passes;
    private byte[] lead = {};
    private JoinPoint late;
    private long tenths;
    private int packets;

    ScriptedMedia() {
        this(BufferBudget.unlimited(), micros -> {});
    }

    /** @param passes hears of the time that a piece of media takes, before it comes, in microseconds */
    ScriptedMedia(BufferBudget budget, LongConsumer passes) {
        this.passes = passes;
        broadcast = new Broadcast(
                ImmediateEventExecutor.INSTANCE,
                new BroadcastConfig(
                        new RingLimits(Duration.ofSeconds(12), 200_000, 2_000_000),
                        64 * 1024,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(3),
                        LagPolicy.SKIP),
                budget,
                new Bugs(),
                LITTLE);
    }

    /** Join points need a lead from now on, which stands in for the packet in which the picture begins. */
    void withLead(byte[] packetsInstead) {
        lead = packetsInstead;
    }

    void play(String script) {
        for (String word : script.split(" ", -1)) {
            switch (word.charAt(0)) {
                case 'K' -> broadcast.mark(point(JoinPoint.Kind.KEYFRAME));
                case 'M' -> broadcast.mark(point(JoinPoint.Kind.KEYFRAME, 2 * TsPacket.SIZE));
                case 'A' -> broadcast.mark(point(JoinPoint.Kind.AUDIO));
                case 'T' -> broadcast.mark(point(JoinPoint.Kind.TABLES));
                case 'L' -> late = point(JoinPoint.Kind.KEYFRAME);
                case 'J' -> broadcast.jump();
                case 'C' -> chunk(Math.round(Double.parseDouble(word.substring(1)) * 10), true);
                case 'S' -> {
                    for (int i = Integer.parseInt(word.substring(1)); i > 0; i--) {
                        chunk(10, false);
                    }
                }
                default -> play(Double.parseDouble(word));
            }
        }
    }

    private void play(double seconds) {
        for (long i = Math.round(seconds * 10); i > 0; i--) {
            chunk(1, true);
            if (late != null) {
                broadcast.mark(late);
                late = null;
            }
        }
    }

    private void chunk(long length, boolean clock) {
        tenths += clock ? length : 0;
        passes.accept(clock ? length * 100_000 : 0);
        ByteBuf room = assembler.room();
        int from = room.writerIndex();
        for (long i = 0; i < length; i++) {
            room.writeBytes(pat(packets));
            for (int packet = 1; packet < PACKETS_PER_TENTH; packet++) {
                room.writeBytes(picture(packets++));
            }
        }
        byte[] bytes = new byte[room.writerIndex() - from];
        room.getBytes(from, bytes);
        published.writeBytes(bytes);
        broadcast.publish(assembler.cut(now()));
    }

    long now() {
        return tenths * SECOND / 10;
    }

    private JoinPoint point(JoinPoint.Kind kind) {
        return point(kind, lead.length == 0 ? 0 : 2 * TsPacket.SIZE);
    }

    private JoinPoint point(JoinPoint.Kind kind, int within) {
        byte[] tables = Arrays.copyOf(pat(0), 2 * TsPacket.SIZE);
        System.arraycopy(pmt(), 0, tables, TsPacket.SIZE, TsPacket.SIZE);
        return new JoinPoint(assembler.offset() + within, now(), kind, tables, new int[0], lead);
    }

    /** Of one programme, whose tables are at 0x1000. */
    static byte[] pat(int counter) {
        return section(0, counter, 0, 13, 0, 1, 0xC1, 0, 0, 0, 1, 0xF0, 0);
    }

    /** H.264 alone, at {@link #VIDEO}. */
    static byte[] pmt() {
        return section(0x1000, 0, 2, 18, 0, 1, 0xC1, 0, 0, 0xE1, 0, 0xF0, 0, 0x1B, 0xE1, 0, 0xF0, 0);
    }

    private static byte[] section(int pid, int counter, int table, int length, int... content) {
        byte[] packet = packet(pid, counter);
        packet[1] |= 0x40;
        packet[4] = 0;
        packet[5] = (byte) table;
        packet[6] = (byte) 0xB0;
        packet[7] = (byte) length;
        int at = 8;
        for (int one : content) {
            packet[at++] = (byte) one;
        }
        int sum = -1;
        for (int i = 5; i < at; i++) {
            sum ^= packet[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? 0x04C11DB7 : 0);
            }
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            packet[at++] = (byte) (sum >>> shift);
        }
        return packet;
    }

    private static byte[] picture(int number) {
        byte[] packet = packet(VIDEO, number);
        packet[1] |= (byte) (number % 4 == 0 ? 0x40 : 0);
        packet[4] = (byte) (number >>> 16);
        packet[5] = (byte) (number >>> 8);
        packet[6] = (byte) number;
        return packet;
    }

    private static byte[] packet(int pid, int counter) {
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = TsPacket.SYNC;
        packet[1] = (byte) (pid >>> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) (0x10 | (counter & 0x0F));
        return packet;
    }

    @Override
    public void close() {
        broadcast.close();
        assembler.release();
    }
}
