package io.acexy.server.http;

import io.acexy.core.Bugs;
import io.acexy.fuzz.Home;
import io.acexy.server.play.ContentQuery;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A door without a network: bytes in, bytes out. Each answer says what was understood. */
final class OpenDoor {

    private static final String PEER = "10.0.0.1";

    private final Home home = new Home();
    private final Bugs bugs = new Bugs();
    private final StringBuilder sent = new StringBuilder();
    private final EmbeddedChannel channel;

    OpenDoor(Front front) {
        channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(PEER, 5555);
            }
        };
        channel.config().setAllocator(home.allocator);
        channel.freezeTime();
        RouteTable routes = new RouteTable(
                Gate.OPEN,
                List.of(
                        route(HttpMethod.GET, "/echo"),
                        route(HttpMethod.POST, "/echo"),
                        route(HttpMethod.GET, "/channel/{name}"),
                        new Route(HttpMethod.GET, "/ace/getstream", Area.PLAY, Handler.now(OpenDoor::content))));
        channel.pipeline()
                .addLast(new DoorInitializer(
                        routes, new Connections(1, bugs), () -> Duration.ofSeconds(60), DoorWatch.NONE, front));
    }

    private static Route route(HttpMethod method, String pattern) {
        return new Route(method, pattern, Area.OPEN, Handler.now(OpenDoor::echo));
    }

    private static Answer echo(Request request) {
        Request.Origin origin = request.origin();
        return text(request.method() + " " + request.path() + request.query() + origin
                + Forwarded.client(origin.address(), origin.forwarded(), InetAddress::isSiteLocalAddress)
                + request.token().orElse("") + request.isTokenRemembered());
    }

    private static Answer content(Request request) {
        return text(ContentQuery.content(request.query())
                + ContentQuery.options(request.query()).toString());
    }

    private static Answer text(String text) {
        return Answer.text(HttpResponseStatus.OK, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is answered to these bytes until nothing more can come of them. */
    String answers(List<byte[]> pieces) {
        for (byte[] piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(
                        home.allocator.buffer(Math.max(1, piece.length)).writeBytes(piece));
                take();
            }
        }
        channel.advanceTimeBy(Duration.ofMinutes(5).toMillis(), TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        take();
        boolean open = channel.isOpen();
        channel.finishAndReleaseAll();
        if (open || bugs.count() > 0) {
            throw new AssertionError(open ? "the connection does not end" : "a mistake in this program");
        }
        home.expectAll();
        return sent.toString();
    }

    private void take() {
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            sent.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
    }
}
