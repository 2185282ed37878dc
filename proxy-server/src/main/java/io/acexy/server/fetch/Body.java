package io.acexy.server.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer, as a stream that blocks. One thread; whoever opened it closes it. */
final class Body extends InputStream {

    private final Channel channel;
    private final Inbox inbox;
    private ByteBuf part;
    private boolean ended;

    Body(Channel channel, Inbox inbox) {
        this.channel = channel;
        this.inbox = inbox;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (part == null || !part.isReadable()) {
            if (ended) {
                return -1;
            }
            next();
        }
        int count = Math.min(length, part.readableBytes());
        part.readBytes(to, offset, count);
        return count;
    }

    private void next() throws IOException {
        release();
        HttpObject message = inbox.take(channel);
        if (message instanceof HttpContent content) {
            part = content.content();
        }
        ended = message instanceof LastHttpContent;
        if (message.decoderResult().isFailure()) {
            throw new UnfitException("it is not valid HTTP");
        }
    }

    /** What unpacks wants to know whether another member may follow the one that has ended. */
    @Override
    public int available() {
        return ended && (part == null || !part.isReadable()) ? 0 : 1;
    }

    private void release() {
        if (part != null) {
            part.release();
            part = null;
        }
    }

    @Override
    public void close() {
        release();
        ended = true;
    }
}
