package io.acexy.core.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.Optional;

/**
 * One GET of a film, up to its last byte; redirects are reported, not followed. Reports one end, unless it is closed first.
 * Confined to the loop that it was opened on.
 */
final class FilmExchange extends EngineGet {

    /** What became of it; the last call is one of the last three. */
    interface Listener {

        /** The head of an answer that has bytes, or of 416. */
        void head(FilmHead head);

        /** The next bytes; the listener owns them. */
        void bytes(ByteBuf data);

        /** A redirect to this {@code Location}; the connection is closed. */
        void redirected(String location);

        /** The answer is over. */
        void complete();

        /** The engine said no, or its answer broke off. */
        void refused(EngineFault fault);
    }

    /** What is got, and where. */
    record Target(Engine engine, String path, Map<String, String> headers) {}

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int OUTSIDE = 416;

    private final Listener listener;

    /** Null until the real answer has come. */
    private FilmHead head;

    private boolean headTold;

    private FilmExchange(EngineClient client, Engine engine, Listener listener) {
        super(client, engine, "reader of a film");
        this.listener = listener;
    }

    static FilmExchange open(EngineClient client, EventLoop loop, Target target, Listener to) {
        FilmExchange exchange = new FilmExchange(client, target.engine, to);
        FullHttpRequest request = EngineCall.request(target.engine, target.path);
        target.headers.forEach((name, value) -> request.headers().set(name, value));
        exchange.open(loop, request);
        return exchange;
    }

    Future<?> closed() {
        return channel().closeFuture();
    }

    @Override
    void answered(HttpResponse answer) {
        head = new FilmHead(answer.status().code(), answer.headers());
        Optional<String> location = redirection(answer);
        if (location.isPresent()) {
            close();
            listener.redirected(location.get());
        } else if (isMedia() && AnswerHead.isPacked(answer)) {
            end(EngineFault.broken("engine has packed the film"));
        } else if (head.status() == OUTSIDE) {
            close();
            listener.head(head);
            listener.complete();
        }
    }

    private boolean isMedia() {
        return head.status() == OK || head.status() == PARTIAL;
    }

    @Override
    void readBody(HttpContent content) {
        if (isDone() || head == null) {
            content.release();
            return;
        }
        ByteBuf data = content.content();
        boolean last = content instanceof LastHttpContent;
        if (isMedia() && data.isReadable()) {
            tellHead();
            tellBytes(data);
        } else {
            keepText(data);
            content.release();
        }
        if (last) {
            complete();
        } else {
            endIfWordy();
        }
    }

    /** With the first byte: "200 and nothing" is what an engine says that is still warming up. */
    private void tellHead() {
        if (!headTold) {
            headTold = true;
            listener.head(head);
        }
    }

    /** Unless the head was all that was wanted. */
    private void tellBytes(ByteBuf data) {
        if (isDone()) {
            data.release();
        } else {
            listener.bytes(data);
        }
    }

    private void complete() {
        if (!isMedia()) {
            end(EngineFault.ofStatus(head.status(), text()));
        } else if (!headTold) {
            end(new EngineFault(EngineFault.Kind.WARMING_UP, engine + " has nothing of the film yet"));
        } else if (!isDone()) {
            close();
            listener.complete();
        }
    }

    /** What an engine had to say counts for more than how its connection ended. */
    @Override
    void ended(EngineFault fault) {
        boolean spoke = head != null && !isMedia() && fault.kind() != EngineFault.Kind.INTERNAL;
        listener.refused(spoke ? EngineFault.ofStatus(head.status(), text()) : fault);
    }
}
