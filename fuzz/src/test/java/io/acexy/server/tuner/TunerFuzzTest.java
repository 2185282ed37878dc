package io.acexy.server.tuner;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.fuzz.Home;
import io.acexy.fuzz.Reads;
import io.acexy.server.channels.Channel;
import io.acexy.server.config.DeviceId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Packets for the tuner, with the checksum that belongs to them: what is read and written again is the same to those who read it, an
 * answer is a frame, and whoever asks for less is not answered with much more.
 */
@Reads({ControlHandler.class, DiscoveryHandler.class, Frame.class})
class TunerFuzzTest {

    private static final InetSocketAddress ASKER = new InetSocketAddress("10.0.0.1", 4711);
    private static final InetSocketAddress TUNER = new InetSocketAddress("10.0.0.2", 65_001);
    private static final DeviceId ID = DeviceId.from("a machine");
    private static final int MOST_BYTES = 400;
    private static final Channel PLAYS = new Channel(
            "one",
            "1",
            "One",
            "one.example",
            List.of(),
            "",
            List.of(new ContentId(ContentId.Kind.CONTENT_ID, "1".repeat(40), 0)));

    @FuzzTest
    void aFrameIsReadAndAnsweredOrNeither(byte[] data) {
        byte[] packet = summed(data);
        Optional<Frame> frame = Frame.read(Unpooled.wrappedBuffer(packet));
        frame.ifPresent(TunerFuzzTest::expectTheSame);
        expectTheSame(new Frame(Frame.GETSET_REPLY, List.of(new Frame.Value(3, data), Frame.Value.number(4, 7))));
        discover(packet);
        ask(packet, frame.isPresent());
        Frame.read(Unpooled.wrappedBuffer(data));
    }

    /** As much of it as a packet takes, with its own length and checksum. */
    private static byte[] summed(byte[] data) {
        int length = Math.min(data.length, Frame.MOST_BYTES - Frame.TAIL);
        ByteBuf packet = Unpooled.buffer();
        packet.writeBytes(data, 0, length);
        if (length >= Frame.HEAD) {
            packet.setShort(2, length - Frame.HEAD);
        }
        CRC32 sum = new CRC32();
        sum.update(ByteBufUtil.getBytes(packet));
        packet.writeIntLE((int) sum.getValue());
        return ByteBufUtil.getBytes(packet);
    }

    private static void expectTheSame(Frame frame) {
        ByteBuf written = Unpooled.buffer();
        frame.writeTo(written);
        Optional<Frame> again = Frame.read(written);
        boolean same = again.isPresent()
                && again.get().type() == frame.type()
                && Arrays.equals(bytes(again.get()), bytes(frame));
        if (!same && written.readableBytes() <= Frame.MOST_BYTES) {
            throw new AssertionError("a frame of " + frame.values().size() + " values is another when it is written");
        }
    }

    private static byte[] bytes(Frame frame) {
        ByteBuf all = Unpooled.buffer();
        for (Frame.Value value : frame.values()) {
            value.number();
            value.numbers();
            value.line();
            all.writeByte(value.tag()).writeInt(value.bytes().length).writeBytes(value.bytes());
        }
        return ByteBufUtil.getBytes(all);
    }

    private static void discover(byte[] packet) {
        Home home = new Home();
        Bugs bugs = new Bugs();
        TunerDevice device = new TunerDevice(ID, "name", 4);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(home.allocator);
        channel.pipeline()
                .addLast(new DiscoveryHandler(
                        device,
                        sender -> "http://10.0.0.2:8080",
                        channel.eventLoop().ticker(),
                        bugs));
        channel.writeInbound(
                new DatagramPacket(home.allocator.buffer(packet.length).writeBytes(packet), TUNER, ASKER));
        DatagramPacket answer = channel.readOutbound();
        if (answer != null) {
            expectAnAnswer(answer.content());
            answer.release();
        }
        end(channel, bugs, home);
    }

    private static void ask(byte[] packet, boolean isFrame) {
        Home home = new Home();
        Bugs bugs = new Bugs();
        EmbeddedChannel channel =
                new EmbeddedChannel(new ControlHandler(() -> List.of(Optional.empty(), Optional.of(PLAYS)), bugs));
        channel.config().setAllocator(home.allocator);
        channel.writeInbound(home.allocator.buffer(packet.length).writeBytes(packet));
        ByteBuf answer = channel.readOutbound();
        if (answer == null) {
            if (channel.isOpen()) {
                throw new AssertionError("neither answered nor closed");
            }
        } else {
            if (!isFrame) {
                throw new AssertionError("what is no frame was answered");
            }
            Frame.read(answer);
            answer.release();
        }
        end(channel, bugs, home);
    }

    private static void expectAnAnswer(ByteBuf answer) {
        if (Frame.read(answer).isEmpty() || answer.readableBytes() > MOST_BYTES) {
            throw new AssertionError("an answer of " + answer.readableBytes() + " bytes is no frame, or much");
        }
    }

    private static void end(EmbeddedChannel channel, Bugs bugs, Home home) {
        channel.finishAndReleaseAll();
        if (bugs.count() > 0) {
            throw new AssertionError("a mistake in this program");
        }
        home.expectAll();
    }
}
