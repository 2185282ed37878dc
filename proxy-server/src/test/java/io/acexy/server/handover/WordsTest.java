package io.acexy.server.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void whatIsSaidOfListenersIsUnderstood() throws IOException {
        List<Listener> all = List.of(Listener.PLAY, Listener.TLS, Listener.ADMIN, Listener.PROXY);
        assertThat(Words.listeners(all)).isEqualTo("listeners play,tls,admin,proxy");
        assertThat(Words.listeners(Words.listeners(all))).isEqualTo(all);
    }

    static Stream<Arguments> garbage() {
        return Stream.of(
                arguments("nothing", ""),
                arguments("another protocol", "HTTP/1.1 400 Bad Request"),
                arguments("no listener", "listeners "),
                arguments("an unknown listener", "listeners play,gopher"),
                arguments("one of them twice", "listeners play,play"),
                arguments("the last word first", "yours"),
                arguments("what is not to be printed", "listeners \u0007\u001b[2J"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    void anythingElseIsRefusedInOneLine(String sentence, String line) {
        assertThatThrownBy(() -> Words.listeners(line))
                .as(sentence)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the running process says what this one does not understand")
                .message()
                .matches("[ -~]*");
    }

    @Test
    void aRefusalIsGivenWithItsReason() {
        String line = Words.no("it has taken\ntoo long");
        assertThat(line).isEqualTo("no it has taken?too long");
        assertThatThrownBy(() -> Words.listeners(line)).hasMessage("the running process says: it has taken?too long");
        assertThatThrownBy(() -> Words.yours(line)).hasMessage("the running process says: it has taken?too long");
        assertThat(Words.no("x".repeat(10_000))).hasSize(Words.LONGEST);
    }

    @Test
    void onlyTheLastWordIsTheLastWord() throws IOException {
        Words.yours("yours");
        assertThatThrownBy(() -> Words.yours("yours?")).isInstanceOf(IOException.class);
    }

    @Test
    void whereAProcessIsAskedIsSaidWithItsKeyAndWrittenWithoutIt() throws IOException {
        Way way = new Way(4711, Way.newKey());
        assertThat(Words.way(Words.way(way))).contains(way);
        assertThat(Words.ready(Words.ready(way))).contains(way);
        assertThat(way).hasToString("port 4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"way", "way 1", "way 70000 KEY", "way 1 KEYx", "way x KEY", "way 1 KEY "})
    void aWayThatIsNoneLeadsNowhere(String said) {
        String line = said.replace("KEY", "0".repeat(32));
        assertThatThrownBy(() -> Words.listeners(line)).isInstanceOf(IOException.class);
        assertThat(Words.ready(line.replace("way", "ready"))).isEmpty();
    }
}
