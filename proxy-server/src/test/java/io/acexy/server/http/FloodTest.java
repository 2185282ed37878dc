package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one connection too many, at doors of every kind. */
class FloodTest {

    private static final Front TLS = new TlsFront(channel -> new ChannelInboundHandlerAdapter());
    private static final Front PROXY = new ProxyFront(address -> true, () -> Duration.ofSeconds(5));

    private final Connections connections = new Connections(3, new Bugs());
    private final List<EmbeddedChannel> open = new ArrayList<>();

    private EmbeddedChannel connect(String address, Front front) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 5555);
            }
        };
        channel.freezeTime();
        Route echo = new Route(
                HttpMethod.GET,
                "/echo",
                Area.OPEN,
                Handler.now(request -> Answer.text(HttpResponseStatus.OK, new byte[0])));
        channel.pipeline()
                .addLast(new DoorInitializer(
                        new RouteTable(Gate.OPEN, List.of(echo)),
                        connections,
                        () -> Duration.ofSeconds(60),
                        DoorWatch.NONE,
                        front));
        open.add(channel);
        return channel;
    }

    @AfterEach
    void close() {
        open.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(connections.count()).isZero();
    }

    private void bound(int perSecond, int waiting) {
        connections.bound(new Arrivals.Bounds(perSecond, waiting, address -> false));
    }

    private static String sent(EmbeddedChannel channel) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            text.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return text.toString();
    }

    private static String ask(EmbeddedChannel channel) {
        receive(channel, "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
        return sent(channel);
    }

    private static void receive(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    @Test
    void whoComesTooFastIsTold429AndTheReasonIsCounted() {
        bound(1, 0);
        assertThat(ask(connect("203.0.113.5", Front.NONE))).startsWith("HTTP/1.1 200");
        EmbeddedChannel second = connect("203.0.113.5", Front.NONE);
        assertThat(sent(second)).startsWith("HTTP/1.1 429").contains("retry-after: ", "x-request-id: ");
        assertThat(second.isOpen()).isFalse();
        assertThat(ask(connect("203.0.113.6", Front.NONE))).startsWith("HTTP/1.1 200");
        assertThat(connections.ended(Cause.FLOODING)).isEqualTo(1);
    }

    @Test
    void whoHasTooManyThatAskForNothingGetsNoMoreUntilOneHasClosed() {
        bound(0, 1);
        EmbeddedChannel first = connect("203.0.113.5", Front.NONE);
        receive(first, "GET /echo HTTP/1.1\r\n");
        assertThat(sent(connect("203.0.113.5", Front.NONE))).startsWith("HTTP/1.1 429");
        first.close();
        assertThat(ask(connect("203.0.113.5", Front.NONE))).startsWith("HTTP/1.1 200");
    }

    @Test
    void whereTlsIsSpokenTheOneTooManyIsClosedWithoutAWord() {
        bound(1, 0);
        assertThat(connect("203.0.113.5", TLS).isOpen()).isTrue();
        EmbeddedChannel second = connect("203.0.113.5", TLS);
        assertThat(sent(second)).isEmpty();
        assertThat(second.isOpen()).isFalse();
        assertThat(connections.ended(Cause.FLOODING)).isEqualTo(1);
    }

    @Test
    void behindTheProxyProtocolItIsTheAddressThatIsToldWhichCounts() {
        bound(1, 0);
        String head = "PROXY TCP4 203.0.113.%d 10.0.0.1 4711 8080\r\n";
        EmbeddedChannel first = connect("10.0.0.1", PROXY);
        EmbeddedChannel other = connect("10.0.0.1", PROXY);
        receive(first, head.formatted(5));
        receive(other, head.formatted(6));
        assertThat(ask(first)).startsWith("HTTP/1.1 200");
        assertThat(ask(other)).startsWith("HTTP/1.1 200");
        EmbeddedChannel again = connect("10.0.0.1", PROXY);
        receive(again, head.formatted(5));
        assertThat(sent(again)).startsWith("HTTP/1.1 429");
    }

    @Test
    void whoShakesHandsTooSlowlyOrWrongHasNotLeftByHimself() {
        EmbeddedChannel late = connect("203.0.113.5", TLS);
        late.pipeline().fireUserEventTriggered(new SniCompletionEvent(new SslHandshakeTimeoutException("late")));
        late.close();
        EmbeddedChannel wrong = connect("203.0.113.5", TLS);
        wrong.pipeline().fireUserEventTriggered(new SslHandshakeCompletionEvent(new SSLException("not TLS")));
        wrong.close();
        assertThat(connections.ended(Cause.IDLE)).isEqualTo(1);
        assertThat(connections.ended(Cause.BROKEN)).isEqualTo(1);
        assertThat(connections.ended(Cause.CLIENT_LEFT)).isZero();
    }

    @Test
    void whenTheHouseIsFullPlainClientsAreToldAndThoseOfTlsAreClosedWithoutAWord() {
        for (int i = 0; i < 3; i++) {
            connect("203.0.113.5", Front.NONE);
        }
        EmbeddedChannel plain = connect("203.0.113.6", Front.NONE);
        assertThat(sent(plain)).startsWith("HTTP/1.1 503").contains("retry-after: ", "x-request-id: ");
        assertThat(plain.isOpen()).isFalse();
        EmbeddedChannel encrypted = connect("203.0.113.6", TLS);
        assertThat(sent(encrypted)).isEmpty();
        assertThat(encrypted.isOpen()).isFalse();
        assertThat(connections.ended(Cause.REFUSED)).isEqualTo(2);
    }
}
