package io.acexy.it.support;

import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineCounters;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** One engine, the proxy before it in this process, and raw connections to it. */
public final class Door implements AutoCloseable {

    private static final Duration PATIENCE = Patience.LIMIT;

    private final EngineSimulator engine;
    private final Proxy proxy;

    private Door(EngineSimulator engine, Map<String, String> settings) throws Exception {
        this.engine = engine;
        this.proxy = Proxy.before(engine, settings);
    }

    /**
     * Opens it before an engine of its own.
     *
     * @param settings names and values in turn
     */
    public static Door open(String... settings) throws Exception {
        return open(EngineSimulator.start(), settings);
    }

    /**
     * Opens it before an engine, which is closed with the door.
     *
     * @param settings names and values in turn
     */
    public static Door open(EngineSimulator engine, String... settings) throws Exception {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new Door(engine, all);
    }

    public EngineSimulator engine() {
        return engine;
    }

    public InetSocketAddress address() {
        return proxy.address();
    }

    public RawConnection connect() throws IOException {
        return RawConnection.to(address());
    }

    /** The answer to a GET on a connection of its own. */
    public RawAnswer get(String target, String... headers) throws IOException {
        return ask("GET", target, headers);
    }

    /** The answer to a request on a connection of its own; not for streams that play. */
    public RawAnswer ask(String method, String target, String... headers) throws IOException {
        try (RawConnection connection = connect().request(method, target, "HTTP/1.1", headers)) {
            return method.equals("HEAD") ? connection.head() : connection.answer();
        }
    }

    /** The head of the answer to a player, as soon as there is one; he hangs up then. */
    public RawAnswer play(String target, String... headers) throws IOException {
        try (RawConnection connection = connect().get(target, headers)) {
            return connection.head();
        }
    }

    /** Asks for the status until it is as it should be. */
    public Map<String, Object> awaitStatus(Predicate<Map<String, Object>> condition) throws IOException {
        try (RawConnection connection = connect()) {
            return Patience.until(
                    () -> JsonText.object(connection.get("/ace/status").answer().body()), condition);
        }
    }

    /** Waits until the engine has counted so. */
    public EngineCounters awaitEngine(Predicate<EngineCounters> condition) throws InterruptedException {
        return engine.awaitCounters(condition, PATIENCE);
    }

    /** What the engine has counted over all contents. */
    public ContentCounters total() {
        return engine.counters().total();
    }

    @Override
    public void close() {
        proxy.close();
        engine.close();
    }
}
