package io.acexy.it.metrics;

import io.acexy.it.support.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The board in {@code deploy/grafana}: what it asks Prometheus for. */
final class GrafanaBoard {

    private static final Path FILE = Path.of("..", "deploy", "grafana", "acexy.json");

    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9_]*)\\{");

    private GrafanaBoard() {}

    /** The titles of its rows. */
    static List<String> rows() throws IOException {
        return panels().stream()
                .filter(panel -> "row".equals(panel.get("type")))
                .map(panel -> (String) panel.get("title"))
                .toList();
    }

    /** Every query, with a value for each variable of the board. */
    static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Map<?, ?> panel : panels()) {
            if (panel.get("targets") instanceof List<?> targets) {
                for (Object target : targets) {
                    String query = (String) ((Map<?, ?>) target).get("expr");
                    queries.add(query.replace("$__rate_interval", "5m").replace("$instance", "proxy:8080"));
                }
            }
        }
        return queries;
    }

    /** The names of series that a text asks for. */
    static Set<String> names(Iterable<String> queries) {
        Set<String> names = new TreeSet<>();
        for (String query : queries) {
            NAME.matcher(query).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    private static List<Map<?, ?>> panels() throws IOException {
        List<Map<?, ?>> panels = new ArrayList<>();
        for (Object panel : (List<?>) JsonText.object(Files.readString(FILE)).get("panels")) {
            panels.add((Map<?, ?>) panel);
        }
        return panels;
    }
}
