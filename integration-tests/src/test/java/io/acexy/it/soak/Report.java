package io.acexy.it.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run has come to, as a page of markdown, and whether all was well. */
final class Report {

    private static final double MOST_HEAP = 1.05;
    /** The allocator keeps what it has taken from the system; what it holds may be spread differently each time. */
    private static final double MOST_DIRECT = 1.25;

    private static final int MORE_DESCRIPTORS = 3;
    private static final int SHOWN = 60;
    private static final int SHOWN_CLASSES = 8;
    private static final int LEAST_GROWTH = 20_000;

    private final SoakOptions options;
    private final Ledger ledger;
    private final TroubleLog troubles;
    private final Instant begun = Instant.now();
    private final List<String> wrong = new ArrayList<>();
    private Footprint before;
    private Footprint after;
    private Footprint last;

    Report(SoakOptions options, Ledger ledger, TroubleLog troubles) {
        this.options = options;
        this.ledger = ledger;
        this.troubles = troubles;
    }

    void before(Footprint footprint) {
        before = footprint;
    }

    void after(Footprint footprint) {
        after = footprint;
    }

    void atTheEnd(Footprint footprint) {
        last = footprint;
    }

    /** Writes it; returns whether all was well. */
    boolean write() throws IOException {
        judge();
        List<String> lines = new ArrayList<>();
        lines.add("# Soak, " + begun.truncatedTo(ChronoUnit.MINUTES));
        lines.add("");
        lines.add("**"
                + (wrong.isEmpty()
                        ? "Everything came back, and nobody was cut without a fault."
                        : "Not well: " + String.join("; ", wrong))
                + "**");
        lines.add("");
        about(lines);
        left(lines);
        lines.add("## Who came, and how it ended");
        lines.add("");
        visits(lines);
        table(lines, "What befell players, and by what", ledger.causes());
        table(lines, "What was done", new TreeMap<>(troubles.counts()));
        lines.add("## What no fault explains");
        lines.add("");
        lines.add(ledger.unexplainedCount() == 0 ? "Nothing." : ledger.unexplainedCount() + ":");
        lines.add("");
        ledger.unexplained().stream().limit(SHOWN).forEach(line -> lines.add("- " + line));
        Files.write(options.report(), lines);
        System.out.println(lines.get(2) + "\n" + options.report());
        return wrong.isEmpty();
    }

    private void about(List<String> lines) {
        lines.add("| | |");
        lines.add("|---|---|");
        lines.add("| length | " + options.length() + " of faults, from " + begun.truncatedTo(ChronoUnit.SECONDS)
                + " to " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " |");
        lines.add("| revision | " + options.revision() + " |");
        lines.add("| java of the proxy | " + options.java() + " |");
        lines.add("| players at once | " + options.players() + " |");
        lines.add("| seed | " + options.seed() + " |");
        lines.add("| players of bytes | " + ledger.compared() + " |");
        lines.add("");
    }

    private void judge() {
        if (ledger.unexplainedCount() > 0) {
            wrong.add(ledger.unexplainedCount() + " things that no fault explains");
        }
        after.figures().forEach((name, value) -> {
            if (Footprint.isNothingAtRest(name) && value != 0) {
                wrong.add(name + ": " + value);
            }
        });
        last.figures().forEach((name, value) -> {
            if (Footprint.isNothingAtRest(name) && value != 0) {
                wrong.add("after the hand-overs " + name + ": " + value);
            }
        });
        grown(Footprint.HEAP, MOST_HEAP, 0);
        grown(Footprint.DIRECT, MOST_DIRECT, 0);
        grown("process: sockets", 1, MORE_DESCRIPTORS);
        grown("process: files", 1, 0);
        grown("process: other descriptors", 1, MORE_DESCRIPTORS);
        grown("process: threads", 1, MORE_DESCRIPTORS);
        grown("objects: timers", 1, MORE_DESCRIPTORS);
    }

    private void grown(String figure, double most, int and) {
        long was = before.figures().get(figure);
        long is = after.figures().get(figure);
        if (is > was * most + and) {
            wrong.add(figure + " from " + was + " to " + is);
        }
    }

    private void left(List<String> lines) {
        lines.add("## What is left when everybody has left");
        lines.add("");
        lines.add(
                "After the first part, after the long one (the same process), and after the hand-overs (the last process).");
        lines.add("");
        lines.add("| | first | long | after hand-overs |");
        lines.add("|---|---|---|---|");
        before.figures()
                .forEach((name, value) -> lines.add(String.format(
                        "| %s | %,d | %,d | %,d |",
                        name, value, after.figures().get(name), last.figures().get(name))));
        lines.add("");
        lines.add("Live bytes by class, where there are " + LEAST_GROWTH + " more of them after the long part:");
        lines.add("");
        after.classes().entrySet().stream()
                .map(one -> Map.entry(
                        one.getKey(), one.getValue() - before.classes().getOrDefault(one.getKey(), 0L)))
                .filter(one -> one.getValue() > LEAST_GROWTH)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_CLASSES)
                .forEach(one -> lines.add(String.format("- `%s` %,d", one.getKey(), one.getValue())));
        lines.add("");
    }

    private void visits(List<String> lines) {
        lines.add("| player | visits | ends |");
        lines.add("|---|---|---|");
        ledger.outcomes().forEach((kind, ends) -> {
            long all = ends.values().stream().mapToLong(Long::longValue).sum();
            List<String> shown = new ArrayList<>();
            ends.forEach((end, count) -> shown.add(count + " " + end));
            lines.add("| " + kind + " | " + all + " | " + String.join(", ", shown) + " |");
        });
        lines.add("");
    }

    private static void table(List<String> lines, String title, Map<String, ? extends Number> counts) {
        lines.add("## " + title);
        lines.add("");
        lines.add("| | times |");
        lines.add("|---|---|");
        counts.forEach((name, count) -> lines.add("| " + name + " | " + count + " |"));
        lines.add("");
    }
}
