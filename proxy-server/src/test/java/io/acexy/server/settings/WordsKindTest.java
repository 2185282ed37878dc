package io.acexy.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a command is split, which no shell ever sees. */
class WordsKindTest {

    record Row(String text, List<String> words) {

        static Row of(String text, String... words) {
            return new Row(text, List.of(words));
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of("cat", "cat"),
                Row.of("  ffmpeg \t -i   pipe:0 ", "ffmpeg", "-i", "pipe:0"),
                Row.of("a 'b c' d", "a", "b c", "d"),
                Row.of("a \"b c\" d", "a", "b c", "d"),
                Row.of("a 'it is \"so\"'", "a", "it is \"so\""),
                Row.of("a \"it's\"", "a", "it's"),
                Row.of("a pre'fix ed'post", "a", "prefix edpost"),
                Row.of("a '' b", "a", "", "b"),
                Row.of("a \"\"", "a", ""),
                Row.of("'/opt/my programs/x' y", "/opt/my programs/x", "y"),
                Row.of("a \\'b c'", "a", "\\b c"),
                Row.of("C:\\x\\y", "C:\\x\\y"),
                Row.of(
                        "a; rm -rf / && $(b) `c` $HOME ~ * > f | g",
                        "a; rm -rf / && $(b) `c` $HOME ~ * > f | g".split(" ", -1)),
                Row.of("a 'b\nc'\nd", "a", "b\nc", "d"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aCommandIsSplitAtSpacesOutsideOfQuotes(Row row) {
        assertThat(WordsKind.INSTANCE.parse(row.text())).isEqualTo(row.words());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPrintedCommandReadsBack(Row row) {
        String printed = WordsKind.INSTANCE.print(row.words());
        assertThat(WordsKind.INSTANCE.parse(printed)).isEqualTo(row.words());
    }

    static Stream<String> refused() {
        return Stream.of("", " ", "''", "' ' x", "a 'b", "a \"b", "a \0", "x ".repeat(201), "x".repeat(4097));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatNamesNoProgramOrHasNoEndIsRefused(String text) {
        assertThatThrownBy(() -> WordsKind.INSTANCE.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
