package io.acexy.server.launch;

import io.acexy.server.settings.HostPort;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code --demo} adds: an orchestrator simulator on a free port of this machine, which starts and stops simulated engines
 * as they are needed. They behave like real ones and play a test pattern for every content id. Any thread may call.
 */
public final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    /** The simulator knows every content; these two only have to differ. */
    private static final String FIRST_CHANNEL = "0123456789abcdef0123456789abcdef01234567";

    private static final String SECOND_CHANNEL = "89abcdef0123456789abcdef0123456789abcdef";

    private final OrchestratorSimulator orchestrator;

    private Demo(OrchestratorSimulator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Starts the simulators; throws what binding throws. Blocks: not for event loops. */
    public static Demo start() {
        return new Demo(OrchestratorSimulator.builder()
                .settings(OrchestratorSettings.realistic())
                .engineSettings(number -> EngineSettings.realistic().withRandomness(number + 1L))
                .observer(line -> LOG.debug("orchestrator: {}", line))
                .start());
    }

    /** The settings, by name, that make the simulator the proxy's orchestrator, whatever else is set. */
    public Map<String, String> settings() {
        return Map.of("orch.url", orchestrator.url(), "orch.apikey", "", "max.streams.per.engine", "1");
    }

    /** What to open, for the console. */
    public String invitation(InetSocketAddress proxy) {
        String base = "http://" + reachable(proxy);
        String channel = base + "/ace/getstream?id=";
        return """

                This is the demo: a simulated orchestrator, and simulated engines that play a test pattern.
                Open in VLC (Media > Open Network Stream):

                  %1$s%2$s

                or run:

                  ffplay '%1$s%2$s'
                  mpv '%1$s%2$s'
                  curl -o channel.ts '%1$s%2$s'

                Another channel:  %1$s%3$s
                  each engine plays one channel, so a second channel has a second engine started; any other
                  40 hexadecimal digits are one channel more. Engines go half a minute after their last stream.
                What is running:  %4$s/ace/status
                The engines:      %5$s/engines
                Ctrl-C ends it.

                """
                .formatted(channel, FIRST_CHANNEL, SECOND_CHANNEL, base, orchestrator.url());
    }

    /** Nobody can connect to the address that stands for all addresses. */
    private static HostPort reachable(InetSocketAddress proxy) {
        InetAddress address = proxy.getAddress();
        return new HostPort(address.isAnyLocalAddress() ? "localhost" : address.getHostAddress(), proxy.getPort());
    }

    @Override
    public void close() {
        orchestrator.close();
    }
}
