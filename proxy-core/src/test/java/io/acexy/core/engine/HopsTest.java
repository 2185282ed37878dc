package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopsTest {

    private static final String OWN = "0000000000aa";
    private static final String ONE = "0000000000b1";
    private static final String TWO = "0000000000b2";
    private static final String THREE = "0000000000b3";
    private static final String FOUR = "0000000000b4";

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | ''         | straight from a player",
                "0000000000b1                                | ''         | an edge asks",
                "0000000000b1, 0000000000b2,0000000000b3     | ''         | as long a chain as there may be",
                "0000000000b1,0000000000b2,0000000000b3,0000000000b4 | not 4 | one too many",
                "0000000000aa                                | through 1  | an edge of itself",
                "0000000000b1,0000000000aa,0000000000b3      | through 3  | round and back",
                "0000000000b1,0000000000b1                   | not 2      | somebody else's circle",
            })
    void aWishIsRefusedThatComesBackOrFromTooFar(String header, String why, String sentence) {
        Hops hops = header.isEmpty() ? Hops.NONE : Hops.parse(List.of(header));

        String refusal = hops.refusal(OWN).orElse("");

        assertThat(refusal.isEmpty()).as(sentence).isEqualTo(why.isEmpty());
        assertThat(refusal).as(sentence).contains(why);
        assertThat(refusal.isEmpty() || EngineFault.ofText(refusal).kind() == EngineFault.Kind.LOOP)
                .as("the proxy that is told knows what it means")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "0000000000b1,",
                "0000000000B1",
                "0000000000b",
                "0000000000b11",
                "fred",
                "0000000000b1;0000000000b2",
                "0000000000b1 0000000000b2"
            })
    void whatIsNoListOfMarksIsRefused(String header) {
        assertThatThrownBy(() -> Hops.parse(List.of(header))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListOfAnyLengthIsReadNoFurtherThanItMakesSense() {
        String[] many = new String[10_000];
        Arrays.fill(many, ONE);

        assertThatThrownBy(() -> Hops.parse(List.of(String.join(",", many))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hops.parse(List.of(many))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(Hops.parse(List.of(ONE + "," + TWO, THREE)).marks()).containsExactly(ONE, TWO, THREE);
    }

    @Test
    void theyGoWithTheOptionsOfAStartAndComeOutAgain() {
        Map<String, String> options = Hops.parse(List.of(ONE, TWO)).in(Map.of("quality", "1"));

        assertThat(Hops.of(options.get(Hops.OPTION)).plus(FOUR)).hasToString(ONE + ", " + TWO + ", " + FOUR);
        assertThat(Hops.without(options)).isEqualTo(Map.of("quality", "1"));
        assertThat(Hops.NONE.in(Map.of("quality", "1"))).isEqualTo(Map.of("quality", "1"));
    }

    @Test
    void marksAreNeverTheSame() {
        assertThat(Hops.newMark()).matches("[0-9a-f]{12}").isNotEqualTo(Hops.newMark());
    }

    @Test
    void aKeyIsSentAndNeverWritten() {
        Upstream upstream = new Upstream(ONE, "a-secret-key");
        Question question = new Question("/ace/getstream", Duration.ofSeconds(1))
                .by(Hops.NONE.plus(ONE), upstream.keyOf(Engine.proxyAt("next", 8080)));

        HttpHeaders sent = question.request(Engine.proxyAt("10.0.0.1", 8080)).headers();

        assertThat(sent.get("Authorization")).isEqualTo("Bearer a-secret-key");
        assertThat(sent.get("X-Acexy-Via")).isEqualTo(ONE);
        assertThat(question + " " + upstream).doesNotContain("a-secret-key");
    }

    @Test
    void aProxyIsNamedByItsSchemeAndFoundByItsAddress() {
        Engine proxy = Engine.proxyAt("::1", 8080);

        assertThat(proxy).hasToString("acexy://[::1]:8080");
        assertThat(proxy.authority()).isEqualTo("[::1]:8080");
        assertThat(proxy).isNotEqualTo(Engine.at("::1", 8080));
    }
}
