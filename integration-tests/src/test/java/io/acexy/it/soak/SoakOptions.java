package io.acexy.it.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What is wanted of a run.
 *
 * @param length of the whole run, without what is waited for at its end
 * @param seed of everything that is left to chance
 * @param players how many there are at once
 * @param java what runs the proxy
 * @param folder for the files and logs of the run
 * @param report where the report is written
 * @param revision of the sources, for the report
 */
record SoakOptions(Duration length, long seed, int players, Path java, Path folder, Path report, String revision) {

    /** The proxy, in the folder of the sources. */
    static final Path JAR = Path.of("proxy-server", "target", "acexy.jar");

    private static final double SECONDS_AN_HOUR = 3600;

    static SoakOptions parse(String... arguments) {
        Duration length = Duration.ofHours(2);
        long seed = System.nanoTime() & 0xFFFF_FFFFL;
        int players = 300;
        Path java = Path.of("java");
        Path folder = Path.of("soak");
        Path report = Path.of("soak.md");
        String revision = "unknown";
        for (Iterator<String> words = List.of(arguments).iterator(); words.hasNext(); ) {
            String option = words.next();
            String value = words.next();
            switch (option) {
                case "--hours" -> length = Duration.ofSeconds(Math.round(Double.parseDouble(value) * SECONDS_AN_HOUR));
                case "--seed" -> seed = Long.parseLong(value);
                case "--players" -> players = Integer.parseInt(value);
                case "--java" -> java = Path.of(value);
                case "--folder" -> folder = Path.of(value);
                case "--report" -> report = Path.of(value);
                case "--revision" -> revision = value;
                default -> throw new IllegalArgumentException("no such option: " + option);
            }
        }
        return new SoakOptions(length, seed, players, java, folder, report, revision);
    }
}
