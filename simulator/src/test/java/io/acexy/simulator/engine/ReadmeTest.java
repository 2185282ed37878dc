package io.acexy.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

    @Test
    void theReadmeListsEveryScriptAsTheCodeDescribesIt() throws Exception {
        List<String> expected = Arrays.stream(EngineScript.values())
                .map(s -> "| `" + s + "` | " + s.scope() + " | " + s.description() + " |")
                .toList();
        List<String> written = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(written).containsExactlyElementsOf(expected);
    }

    @Test
    void theReadmeListsEveryFilmScriptAsTheCodeDescribesIt() throws Exception {
        List<String> expected = Arrays.stream(FilmScript.values())
                .map(s -> "| Film | `" + s + "` | " + s.description() + " |")
                .toList();
        List<String> written = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| Film "))
                .toList();
        assertThat(written).containsExactlyElementsOf(expected);
    }

    @Test
    void theReadmeShowsTheCommandLineAsItIs() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(SimulatorOptions.USAGE);
    }
}
