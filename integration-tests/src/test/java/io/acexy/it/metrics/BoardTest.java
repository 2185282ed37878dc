package io.acexy.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board for Grafana; that what it asks for exists is held in {@link HundredStreamsTest}. */
class BoardTest {

    @TempDir
    private Path folder;

    @Test
    void itHasARowForEachThingThatOneLooksAt() throws Exception {
        assertThat(GrafanaBoard.rows())
                .containsExactly("Overview", "Playback quality", "Engines", "Orchestrator", "Resources");
    }

    @Test
    void prometheusUnderstandsEveryQuery() throws Exception {
        List<String> queries = GrafanaBoard.queries();
        assertThat(queries).hasSizeGreaterThan(40).allSatisfy(query -> assertThat(query)
                .doesNotContain("$"));
        StringBuilder rules = new StringBuilder("groups:\n  - name: board\n    rules:\n");
        for (int i = 0; i < queries.size(); i++) {
            rules.append("      - record: board:query").append(i).append('\n');
            rules.append("        expr: '").append(queries.get(i)).append("'\n");
        }
        Path file = Files.writeString(folder.resolve("board.yml"), rules);
        Program.Result checked = Program.run("promtool", "check", "rules", "--lint=none", file.toString());
        assertThat(checked.exitCode()).as(checked.output()).isZero();
    }
}
