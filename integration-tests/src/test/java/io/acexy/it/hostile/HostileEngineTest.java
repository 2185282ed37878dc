package io.acexy.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.hostile.HostileServer.Reply;
import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.StatusPage;
import io.acexy.it.support.TestPlayer;
import io.acexy.testkit.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An engine that wants to do harm: whatever it answers, the proxy asks nobody whom the operator has not named, reads no more than there
 * is room for, tells the player that it failed, and holds nothing of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileEngineTest {

    /** What two systems' socket buffers may take before somebody has read it. */
    private static final long BUFFERS = 24 << 20;

    private static final Content CHANNEL = Content.number(1);
    private static final String NAME = CHANNEL.infohash() + "/0123456789abcdef0123456789abcdef";
    private static final String LONG = "x".repeat(64 << 10);

    private HostileServer trap;

    @BeforeAll
    void setTrap() throws Exception {
        trap = new HostileServer(line -> Reply.ok("caught"));
    }

    @AfterAll
    void openTrap() throws Exception {
        trap.close();
    }

    @Test
    void theTrapCountsWhoeverComes() throws Exception {
        try (HostileServer other = new HostileServer(line -> Reply.ok(""));
                Socket socket = new Socket("127.0.0.2", other.port())) {
            Patience.until(other::connections, count -> count == 1);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    /** @param reply by the trap's port */
    @ParameterizedTest(name = "{0}")
    @MethodSource({"links", "anyReply", "json"})
    void aStartThatIsAnsweredSoIsRefused(String name, IntFunction<Reply> reply) throws Exception {
        Reply start = reply.apply(trap.port());
        assertRefused(line -> line.contains("/ace/getstream") ? start : Reply.of("HTTP/1.1 404 Not Found\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"anyReply", "media"})
    void mediaThatIsAnsweredSoIsRefused(String name, IntFunction<Reply> reply) throws Exception {
        Reply media = reply.apply(trap.port());
        assertRefused(line -> line.contains("/ace/getstream")
                ? Reply.ok(session("http://127.0.0.1:6878/ace/r/" + NAME))
                : line.contains("/ace/r/") ? media : Reply.ok("{\"response\":\"ok\",\"error\":null}"));
    }

    private void assertRefused(Function<String, Reply> replies) throws Exception {
        try (HostileServer engine = new HostileServer(replies);
                Players players = new Players();
                Proxy proxy = Proxy.before(
                        engine.port(),
                        Map.of(
                                "no.response.timeout", "1s",
                                "start.timeout", "2s",
                                "engine.stop.timeout", "1s",
                                "shutdown.timeout", "1s",
                                "linger", "0s"))) {
            TestPlayer player = players.get(proxy.address(), CHANNEL.byId());

            assertThat(player.awaitStatus()).isBetween(400, 599);
            assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
            assertThat(player.size()).isBetween(1, 2000);
            new StatusPage(proxy, players).awaitNoStream();
            Patience.until(engine::open, count -> count == 0);
            assertThat(engine.sent()).isLessThan(BUFFERS);
            assertThat(trap.connections()).isZero();
        }
    }

    private static String session(String playback) {
        String command = playback.replace("/ace/r/", "/ace/cmd/");
        String stat = playback.replace("/ace/r/", "/ace/stat/");
        return "{\"response\":{\"playback_url\":\"" + playback + "\",\"stat_url\":\"" + stat + "\",\"command_url\":\""
                + command + "\",\"event_url\":\"" + playback + "\",\"infohash\":\"" + CHANNEL.infohash()
                + "\",\"playback_session_id\":\"0123456789012345678901234567890123456789\",\"is_live\":1,"
                + "\"is_encrypted\":0,\"client_session_id\":-1},\"error\":null}";
    }

    /** Where the session's addresses lead. */
    static Stream<Arguments> links() {
        return Stream.of(
                        "http://127.0.0.2:PORT/ace/r/" + NAME,
                        "http://localhost:PORT/ace/r/" + NAME,
                        "http://[::1]:PORT/ace/r/" + NAME,
                        "https://127.0.0.1:PORT/ace/r/" + NAME,
                        "//127.0.0.1:PORT/ace/r/" + NAME,
                        "http://user:word@127.0.0.1:PORT/ace/r/" + NAME,
                        "http://127.0.0.1:6878@127.0.0.1:PORT/ace/r/" + NAME,
                        "http:\\\\\\\\127.0.0.1:PORT\\\\ace",
                        "http://169.254.169.254/latest/meta-data",
                        "ftp://127.0.0.1:PORT/ace/r/" + NAME,
                        "file:///etc/passwd",
                        "javascript:alert(1)",
                        "http://127.0.0.1:PORT/a b\\r\\nHost: x\\r\\n\\r\\nGET /",
                        "http://127.0.0.1:PORT/\\u0000",
                        "@127.0.0.1:PORT/x",
                        ":PORT/x",
                        "",
                        LONG.substring(0, 40_000))
                .map(link -> row(
                        "link " + link.substring(0, Math.min(50, link.length())),
                        port -> Reply.ok(session(link.replace("PORT", Integer.toString(port))))));
    }

    /** As an answer to anything. */
    static Stream<Arguments> anyReply() {
        String ok = "HTTP/1.1 200 OK\r\n";
        String chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                redirect("http://127.0.0.1:PORT/x"),
                redirect("http://127.0.0.2:PORT/x"),
                redirect("//127.0.0.1:PORT/x"),
                redirect("https://127.0.0.1:PORT/x"),
                redirect("http://169.254.169.254/latest/meta-data"),
                redirect("file:///etc/passwd"),
                redirect(""),
                row("a head without an end", port -> Reply.of(ok, "X-Any: " + "y".repeat(100) + "\r\n")),
                row("a header without an end", port -> Reply.of(ok + "X-Any: ", LONG)),
                row("a first line without an end", port -> Reply.of("HTTP/1.1 200 ", LONG)),
                row("informational answers without an end", port -> Reply.of("", "HTTP/1.1 103 Early\r\n\r\n")),
                row("a chunk's extension without an end", port -> Reply.of(chunked + "5;a=", LONG)),
                row("a chunk's length without an end", port -> Reply.of(chunked, "0".repeat(1000))),
                row("a trailer without an end", port -> Reply.of(chunked + "0\r\n", "X-Any: y\r\n")),
                row("a chunk of a negative length", port -> Reply.of(chunked + "-5\r\nhello\r\n0\r\n\r\n")),
                row("two lengths", port -> Reply.of(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")),
                row("a negative length", port -> Reply.of(ok + "Content-Length: -5\r\n\r\nhello")),
                row("a length beyond numbers", port -> Reply.of(ok + "Content-Length: 99999999999999999999\r\n\r\nx")),
                row("a length that is too long", port -> Reply.of(ok + "Content-Length: 5000\r\n\r\n{\"response\":")),
                row("a length that is too short", port -> Reply.of(ok + "Content-Length: 5\r\n\r\n{\"response\":{}}")),
                row("a status that is none", port -> Reply.of("HTTP/1.1 abc OK\r\n\r\n")),
                row("a NUL in its head", port -> Reply.of(ok + "X-A\u0000ny: b\r\nContent-Length: 0\r\n\r\n")),
                row("no HTTP at all", port -> Reply.of("SSH-2.0-OpenSSH_9.6\r\n")),
                row("nothing", port -> Reply.of("")),
                row("HTML", port -> Reply.ok("<html><script src=http://127.0.0.1:" + port + "/></html>")));
    }

    /** As an answer to a start. */
    static Stream<Arguments> json() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "1000\r\n" + "a".repeat(0x1000) + "\r\n";
        return Stream.of(
                row("a text without an end", port -> Reply.of(chunked + "1\r\n\"\r\n", chunk)),
                row("brackets without an end", port -> Reply.ok("[".repeat(60_000))),
                row("a NUL in JSON", port -> Reply.ok("{\"response\":{\"playback_url\u0000\":1}}")),
                row(
                        "a number of thousands of digits",
                        port -> Reply.ok("{\"response\":{\"playback_url\":" + "9".repeat(50_000) + "}}")),
                row("a list for an object", port -> Reply.ok("{\"response\":[],\"error\":[]}")),
                row("a small packed body that is a large one", port -> bomb()));
    }

    /** As an answer to a wish for media. */
    static Stream<Arguments> media() {
        return Stream.of(
                row("a small packed body that is a large one", port -> bomb()),
                row(
                        "a body that claims to be packed",
                        port -> Reply.of(
                                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello")));
    }

    static Reply bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeroes = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeroes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n";
        return Reply.of(head + packed.toString(StandardCharsets.ISO_8859_1));
    }

    private static Arguments redirect(String location) {
        return row(
                "a redirect to " + location,
                port -> Reply.of("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
                        + location.replace("PORT", Integer.toString(port)) + "\r\n\r\n"));
    }

    private static Arguments row(String name, IntFunction<Reply> reply) {
        return Arguments.of(name, reply);
    }
}
