package io.acexy.server.m3u;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionTest {

    static Stream<Arguments> ways() {
        Map<String, String> id = Map.of("tvg-id", "a");
        return Stream.of(
                arguments(":-1 tvg-id=\"a\",Name", "Name", id),
                arguments(":-1,Name", "Name", Map.of()),
                arguments(":-1", "", Map.of()),
                arguments("", "", Map.of()),
                arguments(":,Name", "Name", Map.of()),
                arguments(": Name", "Name", Map.of()),
                arguments(":-1 Name without a comma", "Name without a comma", Map.of()),
                arguments(":-1.5 , Name ", "Name", Map.of()),
                arguments(":0,84. VOX, HD", "84. VOX, HD", Map.of()),
                arguments(":-1,tvg-id=\"a\" group-title=\"G\",Name", "Name", Map.of("tvg-id", "a", "group-title", "G")),
                arguments(":-1 , tvg-id=\"a\",Name", "Name", id),
                arguments(":-1 tvg-id='a',Name", "Name", id),
                arguments(":-1 tvg-id=a,Name", "Name", id),
                arguments(":-1 tvg-id = \"a\" ,Name", "Name", id),
                arguments(":-1 TVG-ID=\"a\",Name", "Name", id),
                arguments(":-1 tvg-id=\"a\" tvg-id=\"b\",Name", "Name", id),
                arguments(":-1 tvg-id=\"\" group-title=\"G\",Name", "Name", Map.of("group-title", "G")),
                arguments(
                        ":-1 tvg-id=\"a\" group-title=\"One, two\",Name, more",
                        "Name, more",
                        Map.of("tvg-id", "a", "group-title", "One, two")),
                arguments(":-1 tvg-name=\"L'Equipe\",L'Equipe", "L'Equipe", Map.of("tvg-name", "L'Equipe")),
                arguments(":-1 tvg-name='L'Equipe' tvg-id='a',X", "X", Map.of("tvg-name", "L'Equipe", "tvg-id", "a")),
                arguments(":-1 tvg-name=\"say \\\"hi\\\"\",X", "X", Map.of("tvg-name", "say \"hi\"")),
                arguments(":-1 group-title=Two words tvg-id=a,X", "X", Map.of("group-title", "Two", "tvg-id", "a")),
                arguments(":-1 tvg-id=\"a\",A=B news", "A=B news", id),
                arguments(":-1,Name tvg-id=\"a\" group-title=\"G\"", "Name", Map.of("tvg-id", "a", "group-title", "G")),
                arguments(":-1 tvg-id=\"a\"", "", id),
                arguments(":-1 tvg-id=\"a\" Name", "", id),
                arguments(":-1 tvg-id=\"a,Name", "Name", Map.of()));
    }

    @ParameterizedTest(name = "#EXTINF{0}")
    @MethodSource("ways")
    void aDescriptionIsUnderstoodInAllWays(String text, String name, Map<String, String> attributes) {
        Description description = Description.of(text);
        assertThat(description.name()).isEqualTo(name);
        assertThat(description.attributes()).isEqualTo(attributes);
    }

    @Test
    @Timeout(20)
    void aHostileLineCostsNoMoreThanItsLength() {
        int size = 500_000;
        for (String text : new String[] {
            "a".repeat(size),
            "a ".repeat(size) + "=\"",
            "a='".repeat(size),
            "a=\"".repeat(size),
            " ".repeat(size) + "a=",
            ",a=\"".repeat(size),
            ",a" + " ".repeat(size) + "x",
            "x,".repeat(size),
            "x=\"" + "\\\"".repeat(size),
            "x='" + "'a".repeat(size)
        }) {
            assertThat(Description.of(":-1 " + text)).isNotNull();
            assertThat(Description.of(":-1," + text)).isNotNull();
        }
    }
}
