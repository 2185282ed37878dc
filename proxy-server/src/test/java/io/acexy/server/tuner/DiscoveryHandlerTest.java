package io.acexy.server.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryHandlerTest {

    /** What hdhomerun_config of libhdhomerun 20220303 sends. */
    private static final String ASKED = "0002000c0104ffffffff0204ffffffff73cc7d8f";

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 65001);
    private static final InetSocketAddress SENDER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final Bugs bugs = new Bugs();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new DiscoveryHandler(Television.DEVICE, sender -> "http://10.0.0.1:8080", ticker, bugs));

    @AfterEach
    void nothingIsThrownWhateverComes() {
        channel.finishAndReleaseAll();
        assertThat(bugs.count()).isZero();
    }

    @Test
    void answersTheRealToolWithEverythingThatItAsksFor() {
        Frame reply = answer(ByteBufUtil.decodeHexDump(ASKED));
        assertThat(reply.type()).isEqualTo(Frame.DISCOVER_REPLY);
        assertThat(reply.values().stream().map(Frame.Value::tag)).containsExactly(0x01, 0x02, 0x2b, 0x2a, 0x10, 0x27);
        assertThat(reply.first(0x02).flatMap(Frame.Value::number)).contains(0x1038A145);
        assertThat(text(reply, 0x2a)).isEqualTo("http://10.0.0.1:8080");
        assertThat(text(reply, 0x27)).isEqualTo("http://10.0.0.1:8080/lineup.json");
        assertThat(reply.first(0x10).orElseThrow().bytes()).containsExactly(2);
    }

    /** Of later versions of the library, which ask for several types. */
    @Test
    void answersWhoAsksForSeveralTypes() {
        assertThat(answer(packet(Frame.DISCOVER_REQUEST, new Frame.Value(0x2d, new byte[] {0, 0, 0, 5, 0, 0, 0, 1}))))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1038A145, true", "1, FFFFFFFF, true", "1, 105A0F30, false", "5, FFFFFFFF, false"})
    void answersOnlyWhatItIsAskedFor(int type, String id, boolean answers) {
        byte[] asked = packet(
                Frame.DISCOVER_REQUEST,
                Frame.Value.number(0x01, type),
                Frame.Value.number(0x02, Integer.parseUnsignedInt(id, 16)));
        assertThat(answer(asked) != null).isEqualTo(answers);
    }

    @Test
    void ignoresWhatIsBroken() {
        byte[] asked = ByteBufUtil.decodeHexDump(ASKED);
        for (int i = 0; i < asked.length; i++) {
            byte[] broken = asked.clone();
            broken[i] ^= 0x40;
            assertThat(answer(broken)).as("byte " + i).isNull();
            assertThat(answer(java.util.Arrays.copyOf(asked, i)))
                    .as("length " + i)
                    .isNull();
        }
        assertThat(answer(new byte[65_000])).isNull();
        assertThat(answer(packet(Frame.DISCOVER_REPLY, Frame.Value.number(0x01, 1))))
                .as("what another device has answered")
                .isNull();
    }

    @Test
    void ignoresRubbishWithARightChecksum() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] rubbish = new byte[random.nextInt(100)];
            random.nextBytes(rubbish);
            answer(packet(Frame.DISCOVER_REQUEST, new Frame.Value(random.nextInt(256), rubbish)));
        }
    }

    @Test
    void answersSoManyASecondAndNoMore() {
        byte[] asked = ByteBufUtil.decodeHexDump(ASKED);
        for (int i = 0; i < DiscoveryHandler.MOST_A_SECOND; i++) {
            assertThat(answer(asked)).isNotNull();
        }
        assertThat(answer(asked)).isNull();
        ticker.advance(1, TimeUnit.SECONDS);
        assertThat(answer(asked)).isNotNull();
    }

    @Test
    void aLongTextGoesThroughAsItIs() {
        String text = "x".repeat(300);
        ByteBuf packet = Unpooled.wrappedBuffer(packet(5, Frame.Value.text(4, text)));
        assertThat(Frame.read(packet).orElseThrow().first(4).orElseThrow().line())
                .isEqualTo(text);
    }

    private Frame answer(byte[] asked) {
        channel.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(asked), HERE, SENDER));
        DatagramPacket sent = channel.readOutbound();
        if (sent == null) {
            return null;
        }
        try {
            assertThat(sent.recipient()).isEqualTo(SENDER);
            return Frame.read(sent.content()).orElseThrow();
        } finally {
            sent.release();
        }
    }

    private static byte[] packet(int type, Frame.Value... values) {
        ByteBuf packet = Unpooled.buffer();
        new Frame(type, List.of(values)).writeTo(packet);
        return ByteBufUtil.getBytes(packet);
    }

    private static String text(Frame frame, int tag) {
        return new String(frame.first(tag).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }
}
