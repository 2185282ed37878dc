package io.acexy.server.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlHandlerTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new ControlHandler(
            () -> List.of(Optional.of(Television.channel("7.1", "News")), Optional.empty()), new Bugs()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /sys/model       | hdhomerun5_dvbt
            /sys/hwmodel     | HDHR5-4DT
            /sys/version     | 20250815
            /tuner0/vchannel | 7.1
            /tuner1/channel  | none
            /tuner1/status   | ch=none lock=none ss=0 snq=0 seq=0 bps=0 pps=0
            """)
    void tellsWhatItIsAndWhatItsTunersDo(String name, String value) {
        Frame reply = ask(Frame.Value.line(3, name));
        assertThat(reply.type()).isEqualTo(Frame.GETSET_REPLY);
        assertThat(reply.first(3).orElseThrow().line()).isEqualTo(name);
        assertThat(reply.first(4).orElseThrow().line()).isEqualTo(value);
    }

    @Test
    void hasNoOtherVariablesAndSetsNone() {
        assertThat(error(ask(Frame.Value.line(3, "/tuner2/status")))).isEqualTo("ERROR: unknown getset variable");
        assertThat(error(ask())).isEqualTo("ERROR: unknown getset variable");
        assertThat(error(ask(Frame.Value.line(3, "/sys/restart"), Frame.Value.line(4, "self"))))
                .isEqualTo("ERROR: permission denied");
    }

    @Test
    void whoSpeaksAnotherLanguageIsLeft() {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[20]));
        assertThat(channel.isOpen()).isFalse();
    }

    private static String error(Frame reply) {
        return reply.first(5).orElseThrow().line();
    }

    private Frame ask(Frame.Value... values) {
        ByteBuf asked = Unpooled.buffer();
        new Frame(Frame.GETSET_REQUEST, List.of(values)).writeTo(asked);
        channel.writeInbound(asked);
        ByteBuf reply = channel.readOutbound();
        try {
            return Frame.read(reply).orElseThrow();
        } finally {
            reply.release();
        }
    }
}
