package io.acexy.it.metrics;

import io.acexy.it.support.RawConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One answer of {@code /metrics} in the classic text. */
record Scrape(String text) {

    /** What a family is. */
    record Family(String name, String type, String help) {}

    static Scrape of(InetSocketAddress proxy) throws IOException {
        try (RawConnection connection = RawConnection.to(proxy).get("/metrics")) {
            return new Scrape(connection.answer().body());
        }
    }

    /** All families, by name, in the order of the text. */
    Map<String, Family> families() {
        Map<String, String> helps = new LinkedHashMap<>();
        Map<String, Family> families = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                families.put(words[2], new Family(words[2], words[3], helps.get(words[2])));
            }
        });
        return families;
    }

    /** Every line that is a sample. */
    List<String> samples() {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** The name of every sample. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples().forEach(sample -> names.add(sample.replaceFirst("[{ ].*", "")));
        return names;
    }

    /** @param sample a name with its labels, as the text has it */
    Optional<Double> find(String sample) {
        return samples().stream()
                .filter(line -> line.startsWith(sample + " "))
                .map(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst();
    }

    double value(String sample) {
        return find(sample).orElseThrow(() -> new AssertionError("no " + sample + " in " + text));
    }
}
