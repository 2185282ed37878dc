package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of the PROXY protocol, whole, in pieces and broken, under the leak detector (HAProxy's doc/proxy-protocol.txt, 2.1 and 2.2). */
class ProxyHeadTest {

    private static final String GET = "GET /echo HTTP/1.1\r\nHost: tv.example\r\n\r\n";
    private static final String MAGIC = "0d0a0d0a000d0a515549540a";

    /** Source 203.0.113.5:4711, destination 10.0.0.1:8080. */
    private static final String FOUR = "cb007105" + "0a000001" + "1267" + "1f90";

    private static final String SIX =
            "20010db8000000000000000000000005" + "20010db8000000000000000000000001" + "1267" + "1f90";

    private final List<Request> requests = new ArrayList<>();
    private final Bugs bugs = new Bugs();
    private final Connections connections = new Connections(10, bugs);
    private final EmbeddedChannel channel = from("10.0.0.1");

    private EmbeddedChannel from(String address) {
        Route echo = new Route(HttpMethod.GET, "/echo", Area.OPEN, Handler.now(request -> {
            requests.add(request);
            return Answer.text(HttpResponseStatus.OK, new byte[0]);
        }));
        EmbeddedChannel embedded = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 5555);
            }
        };
        embedded.freezeTime();
        embedded.pipeline()
                .addLast(new DoorInitializer(
                        new RouteTable(Gate.OPEN, List.of(echo)),
                        connections,
                        () -> Duration.ofSeconds(60),
                        DoorWatch.NONE,
                        new ProxyFront(InetAddress::isSiteLocalAddress, () -> Duration.ofSeconds(5))));
        return embedded;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static byte[] head(String text) {
        return text.startsWith("PROXY")
                ? text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1)
                : HexFormat.of()
                        .parseHex(text.replace("MAGIC", MAGIC)
                                .replace("FOUR", FOUR)
                                .replace("SIX", SIX)
                                .replace(" ", ""));
    }

    private void send(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes));
        }
    }

    private static byte[] request() {
        return GET.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The client is "-" where it is nobody who could be named. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PROXY TCP4 203.0.113.5 10.0.0.1 4711 8080\\r\\n                 | 203.0.113.5          | http
            PROXY TCP6 2001:db8::5 2001:db8::1 4711 8080\\r\\n              | 2001:db8:0:0:0:0:0:5 | http
            PROXY UNKNOWN\\r\\n                                             | -                    | http
            PROXY UNKNOWN 10.0.0.9 10.0.0.1 1 2\\r\\n                       | -                    | http
            MAGIC 21 11 000c FOUR                                           | 203.0.113.5          | http
            MAGIC 21 21 0024 SIX                                            | 2001:db8:0:0:0:0:0:5 | http
            MAGIC 20 00 0000                                                | -                    | http
            MAGIC 20 11 000c FOUR                                           | -                    | http
            MAGIC 21 00 0000                                                | -                    | http
            MAGIC 21 11 0012 FOUR 04 0003 000000                            | 203.0.113.5          | http
            MAGIC 21 11 0014 FOUR 20 0005 01 00000000                       | 203.0.113.5          | https
            MAGIC 21 11 001e FOUR 20 000f 01 00000000 21 0007 544c5376312e33 | 203.0.113.5         | https
            MAGIC 21 11 0014 FOUR 20 0005 00 00000000                       | 203.0.113.5          | http
            """)
    void aHeadSaysWhoseConnectionItIs(String head, String client, String scheme) {
        send(head(head));
        send(request());
        assertThat(comesFrom(requests.get(0))).isEqualTo(client);
        assertThat(new BaseUrl(java.util.Optional.empty(), peer -> false).of(requests.get(0)))
                .isEqualTo(scheme + "://tv.example");
    }

    @Test
    void behindABrokenHeadAnotherIsNotBelievedAndNoMistakeOfOurs() {
        send(head("PROXY NOBODY\\r\\nPROXY UNKNOWN\\r\\nPROXY UNKNOWN\\r\\r\\n"));
        send(request());
        assertThat(channel.isOpen()).isFalse();
        assertThat(requests).isEmpty();
        assertThat(bugs.count()).isZero();
    }

    private static String comesFrom(Request request) {
        return request.origin().client().map(InetAddress::getHostAddress).orElse("-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PROXY TCP4 203.0.113.5 10.0.0.1 4711 8080\\r\\n", "MAGIC 21 11 0014 FOUR 20 0005 01 00000000"})
    void aHeadMayComeByteByByteAndTheRequestWithIt(String head) {
        for (byte one : head(head)) {
            send(new byte[] {one});
        }
        for (byte one : request()) {
            send(new byte[] {one});
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void aHeadAndItsRequestMayComeAsOne() {
        byte[] head = head("PROXY TCP4 203.0.113.5 10.0.0.1 4711 8080\\r\\n");
        channel.writeInbound(Unpooled.wrappedBuffer(head, request(), request()));
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.5 10.0.0.1 4711\\r\\n",
                "PROXY TCP4 203.0.113.500 10.0.0.1 4711 8080\\r\\n",
                "PROXY TCP4 2001:db8::5 10.0.0.1 4711 8080\\r\\n",
                "PROXY TCP4 203.0.113.5 10.0.0.1 4711 70000\\r\\n",
                "PROXY TCP4 203.0.113.5 10.0.0.1 -1 8080\\r\\n",
                "PROXY UDP9 203.0.113.5 10.0.0.1 4711 8080\\r\\n",
                "PROXY\\r\\n",
                "PROXY TCP4 203.0.113.5 10.0.0.1 4711 8080 and more of it than a line of this protocol may ever have, which is 107\\r\\n",
                "MAGIC 31 11 000c FOUR",
                "MAGIC 2f 11 000c FOUR",
                "MAGIC 21 ff 000c FOUR",
                "MAGIC 21 11 0004 cb007105",
                "MAGIC 21 11 ffff FOUR",
                "MAGIC 21 11 0012 FOUR 04 00ff 000000",
                "MAGIC 21 11 0010 FOUR 20 0005 01",
                "MAGIC 21 11 0019 FOUR 20 000a 01 00000000 21 00ff 0000",
                "MAGIC 21 11 0018 FOUR 20 0009 01 00000000 20 0001 00",
                "474554202f6563686f20485454502f312e310d0a0d0a",
                "160301020001000001fc0303",
                "00",
            })
    void whatIsNoHeadIsClosedAndNothingBehindItIsServed(String head) {
        send(head(head));
        send(request());
        send(new byte[70_000]);
        channel.advanceTimeBy(6, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(requests).isEmpty();
        ByteBuf answer = channel.readOutbound();
        assertThat(answer).isNull();
    }

    @Test
    void aHeadThatDoesNotComeIsNotWaitedForForEver() {
        send("PROXY TCP4 203".getBytes(StandardCharsets.US_ASCII));
        channel.advanceTimeBy(4, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoIsNoTrustedProxyIsNotHeard() {
        EmbeddedChannel stranger = from("203.0.113.9");
        assertThat(stranger.isOpen()).isFalse();
        assertThat(connections.ended(ConnectionEnd.Cause.REFUSED)).isEqualTo(1);
        stranger.finishAndReleaseAll();
    }
}
