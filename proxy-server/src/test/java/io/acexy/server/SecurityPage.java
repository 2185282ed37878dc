package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.http.Area;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code docs/security.md} says, for tests that hold it true. */
final class SecurityPage {

    static final Path PAGE = Path.of("..", "docs", "security.md");

    private SecurityPage() {}

    /** The table below a heading: an area a row, who asks a column. */
    static Map<Area, Map<String, Boolean>> areas(String heading) throws IOException {
        Map<Area, Map<String, Boolean>> table = new EnumMap<>(Area.class);
        List<List<String>> rows = rows(heading);
        List<String> columns = rows.get(0);
        for (List<String> cells : rows.subList(2, rows.size())) {
            Map<String, Boolean> row = new HashMap<>();
            for (int i = 1; i < columns.size(); i++) {
                if (!columns.get(i).equals("what")) {
                    assertThat(cells.get(i)).isIn("yes", "no");
                    row.put(columns.get(i), cells.get(i).equals("yes"));
                }
            }
            table.put(Area.valueOf(cells.get(0).replace("`", "").toUpperCase(Locale.ROOT)), row);
        }
        return table;
    }

    /** Each line of the first table below a heading, with its head and the line below that. */
    static List<List<String>> rows(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(SecurityPage::cells)
                .toList();
    }

    private static List<String> cells(String line) {
        List<String> cells = List.of(line.substring(1).split("\\|", -1));
        return cells.subList(0, cells.size() - 1).stream().map(String::strip).toList();
    }
}
