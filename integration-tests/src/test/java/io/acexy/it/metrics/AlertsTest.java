package io.acexy.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts in {@code deploy/prometheus}: each is tried where it fires and where it must not, and is explained. */
class AlertsTest {

    private static final Path FOLDER = Path.of("..", "deploy", "prometheus");
    static final Path RULES = FOLDER.resolve("acexy.rules.yml");
    private static final Path TRIALS = FOLDER.resolve("acexy.rules.test.yml");
    private static final Path RUNBOOK = Path.of("..", "docs", "operations.md");

    private static List<String> all(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> alerts() throws IOException {
        return all(RULES, "^ *- alert: (\\w+)$");
    }

    private static void promtool(String... arguments) throws Exception {
        Program.Result checked = Program.run("promtool", arguments);
        assertThat(checked.exitCode()).as(checked.output()).isZero();
    }

    @Test
    void everyRuleIsWellFormed() throws Exception {
        promtool("check", "rules", "--lint=all", "--lint-fatal", RULES.toString());
    }

    @Test
    void everyAlertFiresWhereItShouldAndIsSilentWhereItShouldBe() throws Exception {
        promtool("test", "rules", TRIALS.toString());
    }

    @Test
    void everyAlertIsTriedBothWays() throws IOException {
        List<String> alerts = alerts();
        assertThat(alerts).doesNotHaveDuplicates().hasSizeGreaterThan(12);
        assertThat(all(TRIALS, "^ *- name: (\\w+) fires$")).containsExactlyElementsOf(alerts);
        assertThat(all(TRIALS, "^ *- name: (\\w+) is silent$")).containsExactlyElementsOf(alerts);
        String trials = Files.readString(TRIALS);
        for (String alert : alerts) {
            assertThat(expectation(trials, alert + " fires")).as(alert).contains("exp_labels");
            assertThat(expectation(trials, alert + " is silent")).as(alert).contains("exp_alerts: []");
        }
    }

    /** One trial, from its name to the next. */
    private static String expectation(String trials, String name) {
        int from = trials.indexOf("- name: " + name + "\n");
        int to = trials.indexOf("- name: ", from + 1);
        String trial = trials.substring(from, to < 0 ? trials.length() : to);
        assertThat(trial).contains("alertname: " + name.substring(0, name.indexOf(' ')) + "\n");
        return trial;
    }

    @Test
    void everyAlertHasAParagraphThatSaysWhatToDoAndNoOtherHas() throws IOException {
        List<String> alerts = alerts();
        assertThat(all(RUNBOOK, "^#### (Acexy\\w+)$")).containsExactlyElementsOf(alerts);
        assertThat(all(RULES, "^ *runbook: (.*)$"))
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> "docs/operations.md#" + alert.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
