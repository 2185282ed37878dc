package io.acexy.it.soak;

import io.acexy.simulator.engine.EngineCounters;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a house holds when nobody is there.
 *
 * @param figures by name
 * @param classes bytes of live objects by class
 */
record Footprint(Map<String, Long> figures, Map<String, Long> classes) {

    static final String HEAP = "bytes of live objects";
    static final String DIRECT = "direct memory";

    private static final Pattern CLASS = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +(\\d+) +(\\d+)");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(150);
    private static final int KIB = 1024;

    /** Waits until all that ends by itself has ended, for two minutes and a half at most, and looks. */
    static Footprint ofEmpty(House house, Stand stand) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE;
        while (!isEmpty(house, stand) && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        // What has just ended leaves its last timers and connections a moment later, and threads give back what they
        // have not used for
        // half a minute when that is over for the second time.
        TimeUnit.SECONDS.sleep(75);
        return take(house, stand);
    }

    private static boolean isEmpty(House house, Stand stand) throws IOException {
        Map<String, Long> figures = new LinkedHashMap<>();
        proxy(house, figures);
        behind(stand, figures);
        return figures.entrySet().stream()
                .filter(one -> isNothingAtRest(one.getKey()))
                .allMatch(one -> one.getValue() == 0);
    }

    /** Whether a figure has to be zero when nobody is there. */
    static boolean isNothingAtRest(String figure) {
        return !(figure.equals(HEAP)
                || figure.equals(DIRECT)
                || figure.startsWith("process: ")
                || figure.startsWith("objects: "));
    }

    private static Footprint take(House house, Stand stand) throws IOException, InterruptedException {
        Map<String, Long> figures = new LinkedHashMap<>();
        Map<String, Long> classes = new TreeMap<>();
        ProxyProcess process = house.current();
        process.ask("GC.run");
        String histogram = process.ask("GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        figures.put(HEAP, total.find() ? Long.parseLong(total.group(2)) : -1);
        Matcher used = USED.matcher(process.ask("GC.heap_info"));
        figures.put("process: heap in use after a collection", used.find() ? Long.parseLong(used.group(1)) * KIB : -1);
        process(process, figures);
        objects(histogram, figures, classes);
        proxy(house, figures);
        behind(stand, figures);
        return new Footprint(figures, classes);
    }

    private static void objects(String histogram, Map<String, Long> figures, Map<String, Long> classes) {
        Map<String, Long> counts = new TreeMap<>();
        for (Matcher line = CLASS.matcher(histogram); line.find(); ) {
            counts.merge(line.group(3), Long.parseLong(line.group(1)), Long::sum);
            classes.merge(line.group(3), Long.parseLong(line.group(2)), Long::sum);
        }
        figures.put("objects: timers", counts.getOrDefault("io.netty.util.concurrent.ScheduledFutureTask", 0L));
        for (String type :
                new String[] {"stream.Stream", "source.EngineRun", "broadcast.Broadcast", "engine.EngineSession"}) {
            figures.put(
                    "objects: " + type.substring(type.indexOf('.') + 1),
                    counts.getOrDefault("io.acexy.core." + type, 0L));
        }
    }

    private static void process(ProxyProcess process, Map<String, Long> figures) throws IOException {
        Path self = Path.of("/proc", Long.toString(process.pid()));
        long sockets = 0;
        long files = 0;
        long others = 0;
        try (Stream<Path> open = Files.list(self.resolve("fd"))) {
            for (Path one : open.toList()) {
                String target =
                        Files.isSymbolicLink(one) ? Files.readSymbolicLink(one).toString() : "";
                if (target.startsWith("socket:")) {
                    sockets++;
                } else if (target.startsWith("/")) {
                    files++;
                } else {
                    others++;
                }
            }
        }
        figures.put("process: sockets", sockets);
        figures.put("process: files", files);
        figures.put("process: other descriptors", others);
        try (Stream<Path> threads = Files.list(self.resolve("task"))) {
            figures.put("process: threads", threads.count());
        }
        figures.put("children", process.children());
        figures.put("process: resident", resident(self));
    }

    private static long resident(Path self) throws IOException {
        return Files.readAllLines(self.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(-1);
    }

    private static void proxy(House house, Map<String, Long> figures) throws IOException {
        String metrics;
        try (InputStream body = URI.create("http://127.0.0.1:" + house.address().getPort() + "/metrics")
                .toURL()
                .openStream()) {
            metrics = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
        figures.put(DIRECT, sum(metrics, "acexy_direct_memory_used_bytes"));
        figures.put("players", sum(metrics, "acexy_players"));
        figures.put("streams", sum(metrics, "acexy_streams"));
        figures.put("sessions for films", sum(metrics, "acexy_film_sessions"));
        figures.put("slots reserved on engines", sum(metrics, "acexy_engine_slots_reserved"));
        figures.put("bytes asked for rings", sum(metrics, "acexy_buffer_asked_bytes"));
        figures.put("bytes reserved for HLS", sum(metrics, "acexy_buffer_reserved_bytes"));
        figures.put("bytes held for HLS", sum(metrics, "acexy_hls_held_bytes"));
        figures.put("contents as HLS", sum(metrics, "acexy_hls_contents"));
        figures.put("events waiting for the orchestrator", sum(metrics, "acexy_orchestrator_events_waiting"));
        figures.put("mistakes", sum(metrics, "acexy_bugs_total"));
    }

    /** Of a family, without labels or with any. */
    private static long sum(String metrics, String family) {
        return metrics.lines()
                .filter(line -> line.startsWith(family + " ") || line.startsWith(family + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void behind(Stand stand, Map<String, Long> figures) {
        long sessions = 0;
        long readers = 0;
        long connections = 0;
        for (EngineSimulator engine : stand.engines()) {
            EngineCounters counters = engine.counters();
            sessions += counters.total().sessionsNow();
            readers += counters.total().readersNow();
            connections += counters.connectionsNow();
        }
        OrchestratorCounters books = stand.orchestrator.counters();
        figures.put("sessions on engines", sessions);
        figures.put("readers on engines", readers);
        figures.put("connections to engines", connections);
        figures.put("streams in the orchestrator's books", (long) books.streamsNow());
    }
}
