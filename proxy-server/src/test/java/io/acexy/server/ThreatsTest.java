package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.limits.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each threat of {@code docs/security.md} names what is done, and a test that is there. */
class ThreatsTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void eachThreatNamesATestThatIsThere() throws Exception {
        Set<String> tests = tests();
        List<List<String>> rows = SecurityPage.rows("## Threats");
        assertThat(rows).hasSizeGreaterThan(10);
        for (List<String> row : rows.subList(2, rows.size())) {
            assertThat(row).as(row.get(0)).hasSize(3).doesNotContain("");
            List<String> named =
                    TEST.matcher(row.get(2)).results().map(one -> one.group(1)).toList();
            assertThat(named).as(row.get(0)).isNotEmpty();
            assertThat(tests).as(row.get(0)).containsAll(named);
        }
    }

    @Test
    void eachLimitNamesTestsThatAreThere() throws Exception {
        Set<String> tests = tests();
        List<List<String>> rows = SecurityPage.rows("## Limits, by the way that is taken");
        String limits = rows.stream().map(row -> row.get(0)).collect(Collectors.joining());
        assertThat(Limit.values()).allSatisfy(limit -> assertThat(limits)
                .contains("`" + limit.setting().substring("acexy.limit.".length()) + "`"));
        for (List<String> row : rows.subList(2, rows.size())) {
            List<String> named = TEST.matcher(String.join(" ", row))
                    .results()
                    .map(one -> one.group(1))
                    .toList();
            assertThat(named).as(row.get(0)).isNotEmpty();
            assertThat(tests).as(row.get(0)).containsAll(named);
        }
    }

    @Test
    void noTestIsNamedInAnotherWay() throws Exception {
        Matcher other = Pattern.compile("(?<![`\\w])\\w+Test\\b").matcher(Files.readString(SecurityPage.PAGE));
        assertThat(other.results().map(found -> found.group())).isEmpty();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> sources = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            assertThat(sources).hasSizeGreaterThan(3);
            return sources.stream().flatMap(ThreatsTest::names).collect(Collectors.toSet());
        }
    }

    private static Stream<String> names(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", "")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
