package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engines by how many seconds they are behind live, in the order of their use; the last one is in use. */
class LeadsTest {

    private final Published published = new Published(point -> {});
    private final Leads leads = new Leads(published.inspector());
    private long offset;

    @BeforeEach
    void mediaHasAClock() {
        publish(Reel.of(0, 1));
    }

    private void publish(Reel reel) {
        ByteBuf sent = reel.buffer();
        for (int at = 0; at < sent.readableBytes(); at += TsPacket.SIZE, offset += TsPacket.SIZE) {
            published.add(sent, at, offset);
        }
    }

    private static Engine engine(String name) {
        return new Engine(name, "127.0.0.1", 1);
    }

    private void use(String name, double... behind) {
        leads.use(engine(name));
        for (double seconds : behind) {
            leads.flows(Math.round(seconds * 1e9));
        }
    }

    private String tooNear() {
        return leads.tooNear().stream().map(Engine::id).sorted().collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: too near is {1}")
    @CsvSource({
        "A 1, ''",
        "A 1 B 2, A",
        "A 1.001 B 2, ''",
        "A 2 B 1, ''",
        "A 1 B 1, ''",
        "A 0 B 1 C 2, A",
        "A 1.8 B 1.9 C 2, A",
        "A 0 B 3 C 2, A",
        "A 0 B 1 C 1.5 D 2, A B",
        "A 0 B 2 A 3, B"
    })
    void thoseNearerToLiveAreLeftOutButForTheLeastOfThem(String used, String expected) {
        String[] words = used.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            use(words[i], Double.parseDouble(words[i + 1]));
        }
        assertThat(tooNear()).isEqualTo(expected);
    }

    @Test
    void theBestPositionOfEachCounts() {
        use("A", 2, 0.5, 4);
        use("B", 2.5, 1.6, 9);
        assertThat(tooNear()).isEqualTo("A");
        use("B", 1.4);
        assertThat(tooNear()).as("it counts from its last use").isEmpty();
    }

    @Test
    void ofOneThatHasShownNothingNothingIsKnown() {
        use("A", 0);
        use("B");
        assertThat(tooNear()).isEmpty();
    }

    @Test
    void whatWasBeforeAnotherContentIsForgotten() {
        use("A", 0);
        leads.forget();
        use("B", 5);
        assertThat(tooNear()).isEmpty();
    }

    @Test
    void whatWasBeforeAJumpOfTheClockIsForgotten() {
        use("A", 0);
        publish(Reel.shifted(1, 2, 3_000));
        use("B", 5);
        assertThat(tooNear()).isEmpty();
        use("C", 9);
        assertThat(tooNear()).as("and what is after it is kept").isEqualTo("B");
    }

    @Test
    void theLastSixteenAreRemembered() {
        use("first", 0);
        use("second", 0.1);
        for (int i = 2; i < 17; i++) {
            use("e" + i, 100 + i);
        }
        assertThat(tooNear().split(" ", -1))
                .contains("second")
                .doesNotContain("first")
                .hasSize(14);
    }

    @Test
    void withoutAClockNothingIsKnown() {
        Leads clockless = new Leads(new Published(point -> {}).inspector());
        clockless.use(engine("A"));
        clockless.flows(0);
        clockless.use(engine("B"));
        clockless.flows(5_000_000_000L);
        assertThat(clockless.tooNear()).isEmpty();
    }
}
