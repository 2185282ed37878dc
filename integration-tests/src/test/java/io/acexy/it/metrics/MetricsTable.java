package io.acexy.it.metrics;

import java.nio.file.Path;
import java.util.TreeSet;

/** The table of all metrics of our own, as {@code docs/operations.md} has it. */
final class MetricsTable {

    static final Path HANDBOOK = Path.of("..", "docs", "operations.md");

    private static final String MAX = "_max";

    private MetricsTable() {}

    static String of(Scrape scrape) {
        TreeSet<String> rows = new TreeSet<>();
        for (Scrape.Family family : scrape.families().values()) {
            // A histogram's maximum of the last minutes is a family of its own.
            boolean beside = family.name().endsWith("_seconds" + MAX);
            if (family.name().startsWith("acexy_") && !beside) {
                rows.add("| `" + family.name() + "` | " + family.type() + " | " + labels(scrape, family) + " | "
                        + family.help() + " |\n");
            }
        }
        return "| metric | type | labels | meaning |\n|---|---|---|---|\n" + String.join("", rows);
    }

    private static String labels(Scrape scrape, Scrape.Family family) {
        TreeSet<String> labels = new TreeSet<>();
        for (String sample : scrape.samples()) {
            String name = sample.replaceFirst("[{ ].*", "").replaceFirst("_(bucket|sum|count)$", "");
            if (name.equals(family.name()) && sample.contains("{")) {
                String inside = sample.substring(sample.indexOf('{') + 1, sample.lastIndexOf('}'));
                for (String label : inside.split(",", -1)) {
                    labels.add(label.replaceFirst("=.*", ""));
                }
            }
        }
        labels.remove("le");
        return String.join(", ", labels);
    }
}
