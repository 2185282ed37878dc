package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets by their PID, what they carry, and their counter: what is sent, and what players get. */
class CounterShiftTest {

    private static final int PAYLOAD = 0x10;
    private static final int NO_PAYLOAD = 0x20;

    private final Published published = new Published(point -> {});
    private long offset;

    /** Each as {@code pid:counter}, or {@code pid:counter-} without payload; "change" is another source. */
    private String play(String sent) {
        StringBuilder got = new StringBuilder();
        for (String word : sent.split(" ", -1)) {
            if (word.equals("change")) {
                published.sourceChanged();
            } else {
                got.append(got.length() == 0 ? "" : " ").append(add(word));
            }
        }
        return got.toString();
    }

    private String add(String word) {
        boolean payload = !word.endsWith("-");
        String[] numbers = word.replace("-", "").split(":", -1);
        int pid = Integer.parseInt(numbers[0]);
        ByteBuf packet = Unpooled.buffer(TsPacket.SIZE).writeZero(TsPacket.SIZE);
        packet.setByte(0, TsPacket.SYNC);
        packet.setByte(1, pid >> 8);
        packet.setByte(2, pid);
        packet.setByte(3, (payload ? PAYLOAD : NO_PAYLOAD) | Integer.parseInt(numbers[1]));
        packet.setByte(4, payload ? 0 : 183);
        packet.setLong(100, offset);
        published.add(packet, 0, offset);
        offset += TsPacket.SIZE;
        assertThat(packet.getByte(3) & 0xF0).isEqualTo(payload ? PAYLOAD : NO_PAYLOAD);
        return pid + ":" + (packet.getByte(3) & 0x0F) + (payload ? "" : "-");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "100:3 100:9 100:10, 100:3 100:9 100:10",
        "100:3 change 100:9 100:10 100:11, 100:3 100:4 100:5 100:6",
        "100:3 change 100:4 100:5, 100:3 100:4 100:5",
        "100:15 change 100:7 100:8, 100:15 100:0 100:1",
        "100:9 change 100:3 100:4, 100:9 100:10 100:11",
        "100:3 change 100:9- 100:10, 100:3 100:3- 100:4",
        "100:3 change 100:9 100:12, 100:3 100:4 100:7",
        "100:3 200:8 change 200:1 100:1 200:2 100:2, 100:3 200:8 200:9 100:4 200:10 100:5",
        "100:3 change 200:9 200:10, 100:3 200:9 200:10",
        "100:3 change 100:9 change 100:2 100:3, 100:3 100:4 100:5 100:6",
        "8191:3 100:3 change 8191:9 100:7, 8191:3 100:3 8191:9 100:4",
        "change 100:9 100:3, 100:9 100:3"
    })
    void countersGoOnWhereTheSourceChanges(String sent, String got) {
        assertThat(play(sent)).isEqualTo(got);
    }

    @Test
    void whatComesBeforeAnythingElseIsNoChange() {
        published.sourceChanged();
        assertThat(published.isEmpty()).isTrue();
        assertThat(play("100:5")).isEqualTo("100:5");
        assertThat(published.isEmpty()).isFalse();
    }
}
