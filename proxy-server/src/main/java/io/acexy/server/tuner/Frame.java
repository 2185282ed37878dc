package io.acexy.server.tuner;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A packet of the device's own protocol, at UDP and TCP port 65001: a type, a length, tagged values and a checksum, as
 * {@code hdhomerun_pkt.h} of libhdhomerun describes it. Numbers are big-endian, but for the checksum.
 *
 * @param type what it is
 * @param values in their order; a tag may come twice
 */
record Frame(int type, List<Value> values) {

    static final int DISCOVER_REQUEST = 2;
    static final int DISCOVER_REPLY = 3;
    static final int GETSET_REQUEST = 4;
    static final int GETSET_REPLY = 5;

    /** Packets are no longer than an Ethernet frame takes. */
    static final int MOST_BYTES = 1460;

    /** Type and length before the values, and the checksum behind them. */
    static final int HEAD = 4;

    static final int TAIL = 4;

    /** One value. Immutable. */
    static final class Value {
        private final int tag;
        private final byte[] bytes;

        /** @param tag what it means */
        Value(int tag, byte... bytes) {
            this.tag = tag;
            this.bytes = bytes.clone();
        }

        int tag() {
            return tag;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        static Value number(int tag, int number) {
            return new Value(
                    tag,
                    new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number});
        }

        static Value text(int tag, String text) {
            return new Value(tag, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Strings that are asked for and answered end with a zero. */
        static Value line(int tag, String text) {
            return text(tag, text + '\0');
        }

        /** As a number, where it is one. */
        Optional<Integer> number() {
            return bytes.length == 4 ? Optional.of(number(0)) : Optional.empty();
        }

        private int number(int from) {
            return ((bytes[from] & 0xff) << 24)
                    | ((bytes[from + 1] & 0xff) << 16)
                    | ((bytes[from + 2] & 0xff) << 8)
                    | (bytes[from + 3] & 0xff);
        }

        /** As numbers, one behind the other. */
        List<Integer> numbers() {
            List<Integer> numbers = new ArrayList<>();
            for (int from = 0; from + 4 <= bytes.length; from += 4) {
                numbers.add(number(from));
            }
            return numbers;
        }

        /** As a string, up to its zero. */
        String line() {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        }
    }

    Optional<Value> first(int tag) {
        return values.stream().filter(value -> value.tag == tag).findFirst();
    }

    /** Reads one that is all there is; nothing where it is none, or broken. Does not consume it. */
    static Optional<Frame> read(ByteBuf packet) {
        int start = packet.readerIndex();
        int length = packet.readableBytes();
        if (length < HEAD + TAIL || length > MOST_BYTES || packet.getUnsignedShort(start + 2) != length - HEAD - TAIL) {
            return Optional.empty();
        }
        if ((int) packet.getUnsignedIntLE(start + length - TAIL) != sum(packet, start, length - TAIL)) {
            return Optional.empty();
        }
        ByteBuf body = packet.slice(start + HEAD, length - HEAD - TAIL);
        List<Value> values = new ArrayList<>();
        while (body.readableBytes() >= 2) {
            int tag = body.readUnsignedByte();
            int size = body.readUnsignedByte();
            if (size >= 0x80) {
                if (!body.isReadable()) {
                    return Optional.empty();
                }
                size = (size & 0x7f) | (body.readUnsignedByte() << 7);
            }
            if (size > body.readableBytes()) {
                return Optional.empty();
            }
            byte[] bytes = new byte[size];
            body.readBytes(bytes);
            values.add(new Value(tag, bytes));
        }
        return Optional.of(new Frame(packet.getUnsignedShort(start), values));
    }

    /** Writes it whole. */
    void writeTo(ByteBuf packet) {
        int start = packet.writerIndex();
        packet.writeShort(type).writeShort(0);
        for (Value value : values) {
            packet.writeByte(value.tag);
            if (value.bytes.length >= 0x80) {
                packet.writeByte((value.bytes.length & 0x7f) | 0x80).writeByte(value.bytes.length >> 7);
            } else {
                packet.writeByte(value.bytes.length);
            }
            packet.writeBytes(value.bytes);
        }
        int length = packet.writerIndex() - start;
        packet.setShort(start + 2, length - HEAD);
        packet.writeIntLE(sum(packet, start, length));
    }

    private static int sum(ByteBuf packet, int start, int length) {
        byte[] bytes = new byte[length];
        packet.getBytes(start, bytes);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
