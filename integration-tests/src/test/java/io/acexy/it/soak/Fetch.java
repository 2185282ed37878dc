package io.acexy.it.soak;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;

/** Something small that is wanted as a whole. On the loop of the {@link Wire}. */
final class Fetch implements Wire.Reader {

    /** Nothing that is asked for here is larger; an engine that ignores a range sends a whole film. */
    private static final int MOST = 4 << 20;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Consumer<Fetch> done;
    private final Wire.Line line;
    private HttpResponse head;
    private boolean clean;

    /** Asks; what is given is called once, when the answer is over, and not after {@link #hangUp}. */
    Fetch(Wire wire, String target, Map<String, String> headers, Consumer<Fetch> done) {
        this.done = done;
        this.line = wire.get(target, headers, this);
    }

    @Override
    public void head(HttpResponse value) {
        head = value;
    }

    @Override
    public void bytes(ByteBuf bytes) {
        byte[] piece = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), piece);
        body.writeBytes(piece);
        if (body.size() > MOST) {
            line.hangUp(false);
            done.accept(this);
        }
    }

    @Override
    public void end(boolean value) {
        clean = value;
        done.accept(this);
    }

    /** 0 where there was no answer. */
    int status() {
        return head == null ? 0 : head.status().code();
    }

    String header(String name) {
        return head == null ? null : head.headers().get(name);
    }

    boolean clean() {
        return clean;
    }

    byte[] body() {
        return body.toByteArray();
    }

    void hangUp() {
        line.hangUp(false);
    }
}
