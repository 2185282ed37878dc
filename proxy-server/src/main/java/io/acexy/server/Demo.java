package io.acexy.server;

import io.acexy.server.config.HostPort;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What {@code --demo} adds: an engine simulator on a free port of this machine, which behaves like a real engine and plays a
 * test pattern for every content id. Any thread may call.
 */
final class Demo implements AutoCloseable {

    /** The simulator knows every content; these two only have to differ. */
    private static final String FIRST_CHANNEL = "0123456789abcdef0123456789abcdef01234567";

    private static final String SECOND_CHANNEL = "89abcdef0123456789abcdef0123456789abcdef";

    private final EngineSimulator engine;

    private Demo(EngineSimulator engine) {
        this.engine = engine;
    }

    /** Starts the simulator; throws what binding throws. Blocks: not for event loops. */
    static Demo start() {
        return new Demo(EngineSimulator.start(EngineSettings.realistic()));
    }

    /** The settings, by name, that make the simulator the proxy's single engine, whatever else is set. */
    Map<String, String> settings() {
        return Map.of("engines", "", "host", "127.0.0.1", "port", Integer.toString(engine.port()));
    }

    /** What to open, for the console. */
    String invitation(InetSocketAddress proxy) {
        String base = "http://" + reachable(proxy);
        String channel = base + "/ace/getstream?id=";
        return """

                This is the demo: a simulated engine plays a test pattern. Open in VLC (Media > Open Network Stream):

                  %1$s%2$s

                or run:

                  ffplay '%1$s%2$s'
                  mpv '%1$s%2$s'
                  curl -o channel.ts '%1$s%2$s'

                Another channel:  %1$s%3$s
                What is running:  %4$s/ace/status
                Ctrl-C ends it.

                """
                .formatted(channel, FIRST_CHANNEL, SECOND_CHANNEL, base);
    }

    /** Nobody can connect to the address that stands for all addresses. */
    private static HostPort reachable(InetSocketAddress proxy) {
        InetAddress address = proxy.getAddress();
        return new HostPort(address.isAnyLocalAddress() ? "localhost" : address.getHostAddress(), proxy.getPort());
    }

    @Override
    public void close() {
        engine.close();
    }
}
