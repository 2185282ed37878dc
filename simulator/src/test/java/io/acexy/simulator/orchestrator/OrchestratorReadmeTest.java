package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table of scripts is the enum, and its command line the one that is understood. */
final class OrchestratorReadmeTest {

    private static final String HEAD = "| Concerns | Orchestrator script | What a client sees |";

    @Test
    void theReadmeListsEveryScriptAsItIs() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int head = lines.indexOf(HEAD);
        assertThat(head).as("the table's head in README.md").isNotNegative();
        List<String> rows = lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> scripts = Arrays.stream(OrchestratorScript.values())
                .map(s -> "| " + s.scope() + " | `" + s + "` | " + s.description() + " |")
                .toList();
        assertThat(rows).isEqualTo(scripts);
    }

    @Test
    void theReadmeShowsTheCommandLineAsItIs() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(OrchestratorOptions.USAGE);
    }
}
