package io.acexy.it.support;

import io.acexy.testkit.Patience;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One player that remembers all it got. Its methods are for test threads, and wait without polling. */
public final class TestPlayer extends SimpleChannelInboundHandler<HttpObject> implements AutoCloseable {

    /** How an answer ended. */
    public enum End {
        /** As HTTP says it should. */
        CLEAN,
        /** The connection was cut in the middle. */
        CUT
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    /** Gets the bytes in place of the memory above, or null. */
    private final Consumer<byte[]> taker;

    /** So many bytes, and he stops reading. */
    private final int enough;

    private int received;
    private Channel channel;
    private int status;
    private HttpHeaders headers;
    private End end;
    private boolean closed;

    TestPlayer() {
        this(null);
    }

    TestPlayer(Consumer<byte[]> taker) {
        this(taker, Integer.MAX_VALUE);
    }

    TestPlayer(Consumer<byte[]> taker, int enough) {
        this.taker = taker;
        this.enough = enough;
    }

    synchronized void connected(Channel connected) {
        channel = connected;
    }

    // ---- the channel's loop ----

    @Override
    protected synchronized void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part instanceof HttpResponse head) {
            status = head.status().code();
            headers = head.headers();
        }
        if (part instanceof HttpContent content) {
            ByteBuf data = content.content();
            byte[] piece = new byte[data.readableBytes()];
            data.readBytes(piece);
            keep(piece);
            if (received >= enough) {
                ctx.channel().config().setAutoRead(false);
            }
        }
        if (part instanceof LastHttpContent) {
            end = part.decoderResult().isSuccess() ? End.CLEAN : End.CUT;
        }
        notifyAll();
    }

    private void keep(byte[] piece) {
        received += piece.length;
        if (taker == null || status != HttpResponseStatus.OK.code()) {
            bytes.writeBytes(piece);
        } else {
            taker.accept(piece);
        }
    }

    @Override
    public synchronized void channelInactive(ChannelHandlerContext ctx) {
        if (end == null) {
            end = End.CUT;
        }
        closed = true;
        notifyAll();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    // ---- test threads ----

    private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        long limit = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no " + what + " in " + Patience.LIMIT.toSeconds() + " s: status " + status
                        + ", " + received + " bytes, end " + end);
            }
            wait(left);
        }
    }

    /** The status of the answer, as soon as its head is there; 0 when the connection closes without one. */
    public synchronized int awaitStatus() throws InterruptedException {
        await(() -> status != 0 || end != null, "answer");
        return status;
    }

    public synchronized HttpHeaders headers() {
        return headers;
    }

    /** Waits until the body is at least so long; fails when it ends before. */
    public synchronized void awaitBytes(int count) throws InterruptedException {
        await(() -> received >= count || end != null, count + " bytes");
        if (received < count) {
            throw new AssertionError("ended after " + received + " bytes, status " + status);
        }
    }

    /** Waits for more than has come up to now. */
    public void awaitMore(int count) throws InterruptedException {
        awaitBytes(size() + count);
    }

    /** Waits until the answer is over. */
    public synchronized End awaitEnd() throws InterruptedException {
        await(() -> end != null, "end");
        return end;
    }

    /** Waits until the connection is closed. */
    public synchronized void awaitClosed() throws InterruptedException {
        await(() -> closed, "close");
    }

    public synchronized boolean hasEnded() {
        return end != null;
    }

    public synchronized int size() {
        return received;
    }

    /** The body up to now; empty where a witness has it. */
    public synchronized byte[] body() {
        return bytes.toByteArray();
    }

    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** Stops reading, or goes on. */
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Hangs up; once more is harmless. */
    @Override
    public void close() {
        if (channel != null && channel.isOpen()) {
            channel.close().syncUninterruptibly();
        }
    }

    /** Hangs up with a reset, as a killed player does. */
    public void reset() {
        channel.config().setOption(io.netty.channel.ChannelOption.SO_LINGER, 0);
        close();
    }
}
