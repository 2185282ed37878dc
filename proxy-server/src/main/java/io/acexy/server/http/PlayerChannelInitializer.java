package io.acexy.server.http;

import io.acexy.core.stream.StreamRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;

/** The pipeline of a player's connection, up to the moment that it becomes a {@link PlayerChannel} alone. */
public final class PlayerChannelInitializer extends ChannelInitializer<Channel> {

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_PIECE = 8 * 1024;

    /** More than one read can bring (64 KiB, 16 bytes each): RouteDecoder sees to it that no more wait for their answers. */
    private static final int MAX_PIPELINED = 8 * 1024;

    private final PlayerLimits limits;
    private final ConnectionLimit connections;
    private final SmallAnswers answers;
    private final EngineSelectionHandler selection;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * @param maxConnections connections at once; one more is answered 503
     * @param status what the status page tells beside the streams
     */
    public PlayerChannelInitializer(
            StreamRegistry streams, PlayerLimits limits, int maxConnections, StatusPart status) {
        this.limits = limits;
        this.connections = new ConnectionLimit(maxConnections);
        this.answers = new SmallAnswers(streams, status);
        this.selection = new EngineSelectionHandler(streams, limits);
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!connections.admit(channel)) {
            return;
        }
        open.add(channel);
        HttpDecoderConfig http = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_PIECE);
        channel.pipeline()
                .addLast(HandlerNames.HTTP, new HttpServerCodec(http, MAX_PIPELINED))
                .addLast(HandlerNames.ROUTE, new RouteDecoder(limits.requestTimeout()))
                .addLast(HandlerNames.ANSWERS, answers)
                .addLast(HandlerNames.SELECTION, selection);
    }

    /** Closes the connections that play nothing; those that do are ended by their streams. */
    public void closeIdle() {
        open.close(channel -> channel.pipeline().get(HandlerNames.PLAYER) == null);
    }

    /** Completed when every connection that is open now has closed. */
    public Future<Void> allClosed() {
        return open.newCloseFuture();
    }
}
