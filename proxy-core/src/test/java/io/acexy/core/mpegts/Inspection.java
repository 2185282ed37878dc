package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An inspector fed with a stream in memory, and the join points it found. */
final class Inspection {

    final List<JoinPoint> points = new ArrayList<>();
    final TsInspector inspector = new TsInspector(points::add);
    private long offset;

    static Inspection of(byte[] stream) {
        return new Inspection().feed(stream);
    }

    Inspection feed(byte[] packets) {
        ByteBuf buffer = Unpooled.wrappedBuffer(packets);
        for (int index = 0; index + TsPacket.SIZE <= packets.length; index += TsPacket.SIZE) {
            inspector.inspect(buffer, index, offset);
            offset += TsPacket.SIZE;
        }
        return this;
    }

    List<Long> offsets() {
        return points.stream().map(JoinPoint::offset).toList();
    }

    /** What a player that joins at this point of the stream is sent. */
    static byte[] joined(byte[] stream, JoinPoint point) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(point.tables());
        sent.writeBytes(point.lead());
        sent.write(stream, (int) point.offset(), stream.length - (int) point.offset());
        return sent.toByteArray();
    }
}
