package io.acexy.it.support;

import io.acexy.server.ProxyServer;
import io.acexy.server.config.ProxyConfig;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The proxy in this process, on a free port of the loopback, with engines that the test has started. */
public final class Proxy implements AutoCloseable {

    /**
     * For tests that count engines and sessions, or hold every byte against one engine: on a busy machine an engine falls silent for
     * seconds, and a proxy that then looks for another is right.
     */
    public static final Map<String, String> UNHURRIED = Map.of(
            "failover.stall.check", "10m",
            "failover.stall.timeout", "10m",
            "failover.slow.deficit", "10m");

    private final ProxyServer server;
    private boolean closed;

    private Proxy(ProxyServer server) {
        this.server = server;
    }

    /** In front of one engine, which it takes for the single one: no probes, no limit of streams. */
    public static Proxy before(EngineSimulator engine, Map<String, String> settings) throws Exception {
        return before(engine.port(), settings);
    }

    /** In front of what listens at a port of the loopback, which it takes for an engine. */
    public static Proxy before(int port, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("host", "127.0.0.1");
        all.put("port", Integer.toString(port));
        return with(all);
    }

    /** In front of another proxy, which it takes for an engine. */
    public static Proxy before(Proxy engine, Map<String, String> settings) throws Exception {
        return before(engine.address().getPort(), settings);
    }

    /** In front of a pool. */
    public static Proxy beforePool(Map<String, String> settings, EngineSimulator... engines) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put(
                "engines",
                Arrays.stream(engines).map(EngineSimulator::authority).collect(Collectors.joining(",")));
        return with(all);
    }

    /** As {@link #before(EngineSimulator, Map)}, one of several with the same players. */
    public static Proxy node(int number, List<String> peers, EngineSimulator engine, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("node", Integer.toString(number));
        all.put("peers", String.join(",", peers));
        all.put("listen.addr", peers.get(number - 1));
        return before(engine, all);
    }

    /** An edge: in front of other proxies, which it knows as such. */
    public static Proxy edgeOf(Map<String, String> settings, Proxy... upstreams) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("engines", Arrays.stream(upstreams).map(Proxy::asEngine).collect(Collectors.joining(",")));
        return with(all);
    }

    /** An edge of one that need not be there yet. */
    public static Proxy edgeOf(Map<String, String> settings, String upstream) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("engines", upstream);
        return with(all);
    }

    /** As an edge names it. */
    public String asEngine() {
        return "acexy://127.0.0.1:" + address().getPort();
    }

    /** In front of an orchestrator. The fallback engine is a port where nobody listens, unless the settings name another. */
    public static Proxy before(OrchestratorSimulator orchestrator, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("host", "127.0.0.1");
        all.putIfAbsent("port", "1");
        all.putIfAbsent("orch.url", orchestrator.url());
        return with(all);
    }

    /** In front of an engine, with one channel that has these contents; it is there when this returns. */
    public static Proxy withChannel(
            String id, List<Content> contents, Map<String, String> settings, EngineSimulator... engines)
            throws Exception {
        Path file = Files.createTempFile("channels", ".txt");
        String lines =
                contents.stream().map(one -> "content = " + one.id() + "\n").collect(Collectors.joining());
        Files.writeString(file, "[" + id + "]\nname = Channel One\n" + lines);
        Map<String, String> all = new HashMap<>(settings);
        all.put("engines", Stream.of(engines).map(EngineSimulator::authority).collect(Collectors.joining(",")));
        all.put("channels.file", file.toString());
        Proxy proxy = with(all);
        Patience.until(() -> proxy.read("/api/v1/channels"), body -> body.startsWith("{\"total\":1,"));
        Files.delete(file);
        return proxy;
    }

    private String read(String target) throws IOException {
        try (InputStream body = URI.create(url(target)).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Proxy with(Map<String, String> settings) throws Exception {
        settings.putIfAbsent("listen.addr", "127.0.0.1:0");
        return new Proxy(ProxyServer.start(ProxyConfig.of(settings)));
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** Where players connect by TLS. */
    public InetSocketAddress encryptedAddress() {
        return server.encryptedAddress().orElseThrow();
    }

    /** Where proxies say by the PROXY protocol for whom they connect. */
    public InetSocketAddress proxiedAddress() {
        return server.proxiedAddress().orElseThrow();
    }

    /** A URL of this proxy for programs. */
    public String url(String target) {
        return "http://127.0.0.1:" + address().getPort() + target;
    }

    /** Stops it in order, as SIGTERM does; once more is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            server.close();
        }
    }
}
