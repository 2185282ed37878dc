package io.acexy.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;

/** A body that is under way. Confined to the connection's loop. */
final class StreamedBody implements BodySink {

    private final ChannelHandlerContext ctx;
    private final Consumer<Future<Void>> complete;
    private Runnable more = () -> {};
    private Runnable ended = () -> {};
    private boolean over;
    private long sent;

    /** @param complete is given the future of the last write */
    StreamedBody(ChannelHandlerContext ctx, Consumer<Future<Void>> complete) {
        this.ctx = ctx;
        this.complete = complete;
    }

    @Override
    public boolean isWritable() {
        return !over && ctx.channel().isWritable();
    }

    @Override
    public void onWritable(Runnable wanted) {
        more = wanted;
    }

    @Override
    public void onEnd(Runnable wanted) {
        ended = wanted;
        if (over) {
            wanted.run();
        }
    }

    @Override
    public void write(ByteBuf piece) {
        if (over) {
            piece.release();
        } else {
            sent += piece.readableBytes();
            ctx.writeAndFlush(new DefaultHttpContent(piece), ctx.voidPromise());
        }
    }

    @Override
    public void end() {
        if (!over) {
            Future<Void> written = AnswerWriter.writeEnd(ctx);
            ctx.flush();
            gone();
            complete.accept(written);
        }
    }

    /** Bytes so far. */
    long sent() {
        return sent;
    }

    void writabilityChanged() {
        if (isWritable()) {
            more.run();
        }
    }

    /** There is nobody to write to any more. */
    void gone() {
        if (!over) {
            over = true;
            ended.run();
        }
    }
}
