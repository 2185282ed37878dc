package io.acexy.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a board says, sample by sample. */
final class Scrape {

    private final Map<String, Double> samples = new TreeMap<>();

    private Scrape(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
        });
    }

    static Scrape of(Board board) {
        return new Scrape(new String(board.text(MetricsDoor.TEXT), StandardCharsets.UTF_8));
    }

    /** @param name with its labels, as the text has it */
    double value(String name) {
        Double value = samples.get(name);
        if (value == null) {
            throw new AssertionError(name + " is not among " + samples.keySet());
        }
        return value;
    }

    /** How many samples a name has. */
    long count(String name) {
        return samples.keySet().stream()
                .filter(sample -> sample.equals(name) || sample.startsWith(name + "{"))
                .count();
    }
}
