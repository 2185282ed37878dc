package io.acexy.server.launch;

import io.acexy.server.http.Route;
import io.acexy.server.settings.HostPort;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code --demo} adds: an orchestrator simulator on a free port of this machine, which starts and stops simulated engines
 * as they are needed, and keeps two free. They behave like real ones, but that they find peers at once, and play a clip
 * for every content id. What can befall them is done through routes of its own. Any thread may call.
 */
public final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    /** The simulator knows every content; these two only have to differ. */
    private static final String FIRST_CHANNEL = "0123456789abcdef0123456789abcdef01234567";

    private static final String SECOND_CHANNEL = "89abcdef0123456789abcdef0123456789abcdef";

    private static final int FREE_ENGINES = 2;
    private static final int MOST_ENGINES = 6;

    /** A newcomer who has to wait for peers, as with real engines, would think that the page is slow. */
    private static final DelayRange START = DelayRange.of(50, 150);

    private static final DelayRange PREBUFFER = DelayRange.of(100, 300);

    /** Who cuts the VPN does not want to wait half a minute to see it. */
    private static final String LOOK = "2s";

    private final OrchestratorSimulator orchestrator;
    private final DemoViewers viewers = new DemoViewers();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "acexy-demo-faults");
        made.setDaemon(true);
        return made;
    });

    private Demo(OrchestratorSimulator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Starts the simulators; throws what binding throws. Blocks: not for event loops. */
    public static Demo start() {
        return new Demo(OrchestratorSimulator.builder()
                .settings(OrchestratorSettings.realistic().withFleet(fleet -> fleet.withEnginesAtStart(1 + FREE_ENGINES)
                        .withMinReplicas(1 + FREE_ENGINES)
                        .withMaxReplicas(MOST_ENGINES)
                        .withMinFree(FREE_ENGINES)))
                .engineSettings(number -> EngineSettings.realistic()
                        .withTiming(timing -> timing.withStart(START).withPrebuffer(PREBUFFER))
                        .withRandomness(number + 1L))
                .broadcaster(new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.demo()))
                .observer(line -> LOG.debug("orchestrator: {}", line))
                .start());
    }

    /** The settings, by name, that make the simulator the proxy's orchestrator, whatever else is set. */
    public Map<String, String> settings() {
        return Map.of(
                "orch.url",
                orchestrator.url(),
                "orch.apikey",
                "",
                "orch.health.interval",
                LOOK,
                "max.streams.per.engine",
                "1");
    }

    /** What can befall it, on purpose. */
    public List<Route> routes() {
        return new DemoDoor(new DemoFaults(orchestrator, viewers, MOST_ENGINES), thread).routes();
    }

    /** What to open, for the console. */
    public String invitation(InetSocketAddress proxy) {
        String base = "http://" + reachable(proxy);
        String channel = base + "/ace/getstream?id=";
        return """

                Open %4$s/ in a browser, and watch.

                This is the demo: a simulated orchestrator, and simulated engines that play a test pattern.
                For VLC (Media > Open Network Stream):

                  %1$s%2$s

                or run:

                  ffplay '%1$s%2$s'
                  mpv '%1$s%2$s'
                  curl -o channel.ts '%1$s%2$s'

                Another channel:  %1$s%3$s
                  each engine plays one channel, and two engines are kept free; any other
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
        viewers.close();
        thread.shutdown();
        orchestrator.close();
    }
}
