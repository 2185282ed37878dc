package io.acexy.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import java.util.function.Supplier;

/** The pipeline of a connection: bytes to requests, requests to answers. An answer may take the connection over. */
public final class DoorInitializer extends ChannelInitializer<Channel> {

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_PIECE = 8 * 1024;

    /** More than one read can bring (64 KiB, 16 bytes each): Conversation sees to it that no more wait for their answers. */
    private static final int MAX_PIPELINED = 8 * 1024;

    private final RouteTable routes;
    private final Connections connections;
    private final Supplier<Duration> requestTimeout;
    private final DoorWatch watch;
    private final Front front;

    /** As the other, for HTTP from the first byte on. */
    public DoorInitializer(RouteTable routes, Connections connections, Duration requestTimeout, DoorWatch watch) {
        this(routes, connections, () -> requestTimeout, watch, Front.NONE);
    }

    /**
     * @param requestTimeout how long a client may take for a request; asked once for each connection
     * @param watch what is written of requests
     * @param front what comes before HTTP
     */
    public DoorInitializer(
            RouteTable routes,
            Connections connections,
            Supplier<Duration> requestTimeout,
            DoorWatch watch,
            Front front) {
        this.front = front;
        this.watch = watch;
        this.routes = routes;
        this.connections = connections;
        this.requestTimeout = requestTimeout;
    }

    @Override
    protected void initChannel(Channel channel) {
        Connection connection = connections.admit(channel, front.isPlain());
        if (connection != null) {
            front.open(connection, connection.guard(() -> speakHttp(connection)));
        }
    }

    private void speakHttp(Connection connection) {
        if (!connections.lets(connection)) {
            return;
        }
        HttpDecoderConfig http = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_PIECE);
        RequestDeadline deadline = new RequestDeadline(connection, requestTimeout.get());
        connection
                .channel()
                .pipeline()
                .addLast(HandlerNames.HTTP, new HttpServerCodec(http, MAX_PIPELINED))
                .addLast(HandlerNames.REQUESTS, new RequestReader(connection, deadline, watch))
                .addLast(
                        HandlerNames.CONVERSATION,
                        new Conversation(connection, routes, deadline, watch.access(), connections::isClosing));
    }
}
