package io.acexy.it.cluster;

import io.acexy.it.support.Content;
import io.acexy.it.support.Haproxy;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.support.HeldPort;
import io.acexy.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Three proxies, each with an engine of its own, behind HAProxy as it is deployed; and players. Used by one test thread. */
final class Cluster implements AutoCloseable {

    static final int NODES = 3;

    private static final Path CONFIG = Path.of("..", "deploy", "haproxy", "haproxy.cfg");
    private static final int STATUS = 17;
    private static final int PAGE = 500;

    /** Of a content that a proxy has started by two names at once it leaves one session to expire: a stop would end both. */
    private static final EngineSettings ENGINE = EngineSettings.fast()
            .withPacing(pacing -> pacing.withBurst(Duration.ofSeconds(12), 50))
            .withRules(rules -> rules.withIdleExpiry(Duration.ofSeconds(5)));

    private final List<EngineSimulator> engines = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> proxied = new ArrayList<>();
    private final List<Proxy> nodes = new ArrayList<>();
    private final Players players = new Players();
    private final Haproxy haproxy;

    Cluster(Path folder) throws Exception {
        for (int i = 0; i < NODES; i++) {
            engines.add(EngineSimulator.start(ENGINE));
            try (HeldPort plain = new HeldPort(0);
                    HeldPort behind = new HeldPort(0)) {
                addresses.add("127.0.0.1:" + plain.port());
                proxied.add("127.0.0.1:" + behind.port());
            }
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(node(i));
        }
        Map<String, String> changes = new LinkedHashMap<>();
        // Who is gone refuses connections, which is seen at once; who is slow, because the machine is, is not gone.
        changes.put("timeout connect 2s", "timeout connect 2m");
        changes.put("timeout check 2s", "timeout check 2m");
        for (int i = 0; i < NODES; i++) {
            String plain = addresses.get(i).replaceFirst(".*:", "");
            changes.put(
                    "10.0.0." + (i + 1) + ":8081 id " + (i + 1) + " check port 8080 inter 1s",
                    proxied.get(i) + " id " + (i + 1) + " check port " + plain + " inter 500ms");
        }
        haproxy = Haproxy.start(folder, Files.readString(CONFIG), "bind :8080", changes);
        awaitUp(NODES);
    }

    private Proxy node(int index) throws Exception {
        return Proxy.node(index + 1, addresses, engines.get(index), settings(proxied.get(index)));
    }

    private static Map<String, String> settings(String proxied) {
        Map<String, String> settings = new HashMap<>(Proxy.UNHURRIED);
        settings.put("listen.proxy.addr", proxied);
        settings.put("linger", "0s");
        settings.put("start.timeout", "4m");
        settings.put("buffer.size", "1MiB"); // hundreds of streams, three times, in one JVM
        settings.put("buffer.time", "5s");
        settings.put("shutdown.timeout", "2s");
        return settings;
    }

    /** Asks for something where players do. */
    TestPlayer ask(String target) {
        return players.get(haproxy.address(), target);
    }

    /** Asks for media where players do, and keeps none of it. */
    TestPlayer watch(String target) {
        return players.watch(haproxy.address(), target);
    }

    String read(String target) throws InterruptedException {
        try (TestPlayer reader = ask(target)) {
            reader.awaitEnd();
            return reader.text();
        }
    }

    /** What one proxy says of itself, asked past HAProxy. */
    String readAt(int index, String target) throws InterruptedException {
        try (TestPlayer reader = players.get(nodes.get(index).address(), target)) {
            reader.awaitEnd();
            return reader.text();
        }
    }

    /** How many sessions each content has, on all engines. */
    List<Integer> sessions(List<Content> contents) {
        return contents.stream()
                .map(content -> engines.stream()
                        .mapToInt(engine ->
                                engine.counters().of(content.infohash()).sessionsNow())
                        .sum())
                .toList();
    }

    /** Waits until each of these has one session on one engine, and there is no other. */
    void awaitOneSessionEach(List<Content> contents) {
        List<Integer> one = contents.stream().map(content -> 1).toList();
        Patience.until(() -> sessions(contents), one::equals);
        Patience.until(
                () -> engines.stream()
                        .mapToInt(engine -> engine.counters().total().sessionsNow())
                        .sum(),
                sum -> sum == contents.size());
    }

    /** Streams that proxies have from each other. */
    int edges() throws InterruptedException {
        int edges = 0;
        for (int i = 0; i < NODES; i++) {
            edges += count("\"engine_kind\":\"proxy\"", readAt(i, "/ace/status"));
        }
        return edges;
    }

    /** Players of transport streams that a proxy has, without its peers. */
    int playersAt(int index) throws InterruptedException {
        int players = 0;
        int read = PAGE;
        for (int offset = 0; read == PAGE; offset += PAGE) {
            String page = readAt(index, "/api/v1/players?offset=" + offset + "&limit=" + PAGE);
            read = count("\"format\":", page);
            players += count("\"format\":\"ts\"", page) - count("\"agent\":\"acexy\"", page);
        }
        return players;
    }

    private static int count(String text, String page) {
        return (int)
                Pattern.compile(Pattern.quote(text)).matcher(page).results().count();
    }

    void end(int index) throws Exception {
        nodes.get(index).close();
        awaitUp(NODES - 1);
    }

    void bringBack(int index) throws Exception {
        nodes.set(index, node(index));
        awaitUp(NODES);
    }

    private void awaitUp(int count) throws Exception {
        Patience.until(
                () -> haproxy.statistics()
                        .lines()
                        .filter(line -> line.matches("acexy,acexy\\d,.*"))
                        .map(line -> line.split(",", -1)[STATUS])
                        .filter("UP"::equals)
                        .count(),
                up -> up == count);
    }

    static List<Content> contents(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Content::number).toList();
    }

    @Override
    public void close() {
        players.close();
        haproxy.close();
        nodes.forEach(Proxy::close);
        engines.forEach(EngineSimulator::close);
    }
}
