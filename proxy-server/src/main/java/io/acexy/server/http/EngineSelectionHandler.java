package io.acexy.server.http;

import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns a playback request into a seat in a stream. Only a new stream asks for an engine: where the stream is, or is on its
 * way, this is the end of the HTTP part of a connection, and all its handlers go.
 */
@ChannelHandler.Sharable
final class EngineSelectionHandler extends SimpleChannelInboundHandler<Route.Playback> {

    private final StreamRegistry streams;
    private final PlayerLimits limits;
    private final AtomicInteger players = new AtomicInteger();

    EngineSelectionHandler(StreamRegistry streams, PlayerLimits limits) {
        this.streams = streams;
        this.limits = limits;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Route.Playback route) {
        ctx.flush(); // the answers to what was asked before: nobody else will do it
        PlayerChannel player = new PlayerChannel(ctx.channel(), route.form(), limits.writeTimeout());
        becomePlayer(ctx.pipeline(), player);
        if (players.incrementAndGet() > limits.maxPlayers() && limits.maxPlayers() > 0) {
            players.decrementAndGet(); // before it has closed: who is refused takes nobody's place
            player.ended(new StreamFailure(
                    StreamFailure.Kind.LIMIT_REACHED,
                    "this proxy serves as many players as it may",
                    Duration.ofSeconds(10)));
        } else {
            ctx.channel().closeFuture().addListener(closed -> players.decrementAndGet());
            player.seat(streams.join(route.content(), route.options(), player));
        }
    }

    private void becomePlayer(ChannelPipeline pipeline, PlayerChannel player) {
        pipeline.addLast(HandlerNames.PLAYER, player);
        pipeline.remove(HandlerNames.SELECTION);
        pipeline.remove(HandlerNames.ANSWERS);
        pipeline.remove(HandlerNames.ROUTE);
        pipeline.remove(HandlerNames.HTTP);
        player.read();
    }
}
