package io.acexy.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.hostile.HostileServer.Reply;
import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An orchestrator that wants to do harm: whatever it answers, nobody is asked who is no engine of its list, no more is read than there is
 * room for, and the player is told, or plays from what else there is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileOrchestratorTest {

    /** What a dozen calls may leave in two systems' socket buffers, and be read of before the bound. */
    private static final long BUFFERS = 128 << 20;

    private static final Content CHANNEL = Content.number(1);
    private static final String ANY = "io.acexy.it.hostile.HostileEngineTest#anyReply";

    private static final String VERSION = "/version";
    private static final Reply KNOWN = Reply.ok("{\"version\":\"1.5.3\"}");

    private HostileServer trap;
    private EngineSimulator engine;

    @BeforeAll
    void start() throws Exception {
        trap = new HostileServer(line -> Reply.ok("caught"));
        engine = EngineSimulator.start();
    }

    @AfterAll
    void stop() throws Exception {
        trap.close();
        engine.close();
    }

    private static Proxy before(HostileServer orchestrator) throws Exception {
        return Proxy.before(
                1,
                Map.of(
                        "orch.url", "http://127.0.0.1:" + orchestrator.port(),
                        "orch.timeout", "400ms",
                        "orch.list.timeout", "400ms",
                        "orch.health.interval", "1h",
                        "orch.provision.timeout", "5s",
                        "provision.wait", "300ms",
                        "provision.answer.wait", "300ms",
                        "shutdown.timeout", "100ms",
                        "linger", "0s"));
    }

    /** @param reply by the trap's port */
    @ParameterizedTest(name = "{0}")
    @MethodSource({ANY, "lists", "others"})
    void whoeverListsEnginesSoGetsNobodyAskedAndThePlayerIsTold(String name, IntFunction<Reply> reply)
            throws Exception {
        Reply answer = reply.apply(trap.port());
        assertRefused(line -> line.contains(VERSION) ? KNOWN : answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whoAnswersTheFirstQuestionSoIsNoOrchestrator(String name, IntFunction<Reply> reply) throws Exception {
        Reply answer = reply.apply(trap.port());
        assertRefused(line -> answer);
    }

    private void assertRefused(Function<String, Reply> replies) throws Exception {
        try (HostileServer orchestrator = new HostileServer(replies);
                Players players = new Players();
                Proxy proxy = before(orchestrator)) {
            TestPlayer player = players.get(proxy.address(), CHANNEL.byId());
            assertThat(player.awaitStatus()).isBetween(500, 599);
            player.awaitEnd();
            assertThat(player.size()).isBetween(1, 2_000);
            assertHarmless(orchestrator, proxy, players);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"others", "engines"})
    void whoListsAnEngineAndAnswersEverythingElseSoIsPlayedFrom(String name, IntFunction<Reply> reply)
            throws Exception {
        Reply answer = reply.apply(trap.port());
        Reply list = list(engine("127.0.0.1", Integer.toString(engine.port())));
        Function<String, Reply> replies =
                line -> line.contains(VERSION) ? KNOWN : line.matches("GET /engines(\\?.*)? .*") ? list : answer;
        try (HostileServer orchestrator = new HostileServer(replies);
                Players players = new Players();
                Proxy proxy = before(orchestrator)) {
            TestPlayer player = players.get(proxy.address(), CHANNEL.byId());
            player.awaitBytes(20_000);
            assertHarmless(orchestrator, proxy, players);
        }
    }

    private void assertHarmless(HostileServer orchestrator, Proxy proxy, Players players) throws Exception {
        assertThat(players.get(proxy.address(), "/livez").awaitStatus()).isEqualTo(200);
        assertThat(players.get(proxy.address(), "/api/v1/orchestrator").awaitStatus())
                .isEqualTo(200);
        assertThat(orchestrator.sent()).isLessThan(BUFFERS);
        assertThat(trap.connections()).isZero();
    }

    @Test
    void theTrapCatchesWhoIsNamedAsAnEngine() throws Exception {
        try (HostileServer other = new HostileServer(line -> Reply.ok("{}"));
                HostileServer orchestrator = new HostileServer(line ->
                        line.contains(VERSION) ? KNOWN : list(engine("127.0.0.2", Integer.toString(other.port()))));
                Players players = new Players();
                Proxy proxy = before(orchestrator)) {
            assertThat(players.get(proxy.address(), CHANNEL.byId()).awaitStatus())
                    .isBetween(500, 599);
            assertThat(other.connections()).isPositive();
        }
    }

    private static String engine(String host, String port) {
        return "{\"container_id\":\"c1\",\"container_name\":\"one\",\"host\":\"" + host + "\",\"port\":" + port
                + ",\"labels\":{},\"health_status\":\"healthy\",\"streams\":[]}";
    }

    /** Lists whose engines are none. */
    static Stream<Arguments> lists() {
        Stream<Arguments> hosts = Stream.of(
                        "0.0.0.0",
                        "::",
                        "224.0.0.1",
                        "169.254.169.254",
                        "user:word@127.0.0.1",
                        "127.0.0.1/x",
                        "http://127.0.0.1",
                        "127.0.0.1\\r\\nX-Any: y",
                        "",
                        "x".repeat(50_000))
                .map(host -> row(
                        "an engine at " + host.substring(0, Math.min(40, host.length())),
                        port -> list(engine(host, Integer.toString(port)))));
        Stream<Arguments> ports = Stream.of("0", "65536", "1e99", "\"22; x\"", "9".repeat(5_000))
                .map(value -> row(
                        "an engine at port " + value.substring(0, Math.min(20, value.length())),
                        port -> list(engine("127.0.0.2", value))));
        return Stream.of(hosts, ports, shapes()).flatMap(one -> one);
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                row("brackets without an end", port -> Reply.ok("[".repeat(100_000))),
                row("objects without an end", port -> Reply.ok("{\"a\":".repeat(50_000))),
                row("a list that never ends", port -> Reply.of("HTTP/1.1 200 OK\r\n\r\n[", "0,".repeat(4_000))),
                row("more values than engines have", port -> Reply.ok("[" + "0,".repeat(400_000) + "0]")),
                row("a name of megabytes", port -> Reply.ok("{\"" + "x".repeat(1 << 20) + "\":1}")),
                row(
                        "engines without what engines have",
                        port -> Reply.ok(IntStream.range(0, 2_000)
                                .mapToObj(i -> "{\"container_id\":" + i + "}")
                                .collect(Collectors.joining(",", "[", "]")))),
                row("a bomb", port -> HostileEngineTest.bomb()));
    }

    /** Answers that come too slowly. */
    static Stream<Arguments> drips() {
        return Stream.of(
                row("a head in drips", port -> Reply.drip("HTTP/1.1 200 OK\r\nX-Any: ", "y")),
                row("a body in drips", port -> Reply.drip("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n[", " ")));
    }

    /** Of each kind one. */
    static Stream<Arguments> others() {
        return Stream.concat(
                drips(),
                Stream.of(
                        row("a bomb", port -> HostileEngineTest.bomb()),
                        row("HTML", port -> Reply.ok("<html>not here</html>")),
                        row("brackets without an end", port -> Reply.ok("[".repeat(100_000))),
                        row("a body without an end", port -> Reply.of("HTTP/1.1 200 OK\r\n\r\n\"", "x".repeat(8_000))),
                        row(
                                "a redirect",
                                port -> Reply.of("HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: http://127.0.0.2:"
                                        + port + "/\r\n\r\n"))));
    }

    /** As an answer to what was no question for engines. */
    static Stream<Arguments> engines() {
        return Stream.of(
                row("a list of engines", port -> list(engine("127.0.0.2", Integer.toString(port)))),
                row("an engine", port -> Reply.ok(engine("127.0.0.2", Integer.toString(port)))));
    }

    private static Reply list(String engine) {
        return Reply.ok("[" + engine + "]");
    }

    private static Arguments row(String name, IntFunction<Reply> reply) {
        return Arguments.of(name, reply);
    }
}
