package io.acexy.server.guide;

import io.acexy.server.http.BodySink;
import io.acexy.server.http.Connection;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;

/**
 * A packed file on its way to a client, packed or not. It is read on a thread that may block, a piece at a time, and the next only when the
 * client has taken the last; all else is on the connection's loop.
 */
final class FileBody {

    private static final int PIECE = 64 * 1024;

    private final Path file;
    private final boolean unpacked;
    private final Connection connection;
    private final Executor reader;
    private final BodySink sink;
    private InputStream in;
    private boolean reading;
    private boolean over;

    private FileBody(Path file, boolean unpacked, Connection connection, Executor reader, BodySink sink) {
        this.file = file;
        this.unpacked = unpacked;
        this.connection = connection;
        this.reader = reader;
        this.sink = sink;
    }

    /** Begins. On the connection's loop. */
    static void send(Path file, boolean unpacked, Connection connection, Executor reader, BodySink sink) {
        FileBody body = new FileBody(file, unpacked, connection, reader, sink);
        sink.onWritable(body::more);
        sink.onEnd(body::ended);
        body.more();
    }

    private void more() {
        if (!reading && !over && sink.isWritable()) {
            reading = true;
            reader.execute(this::read);
        }
    }

    /** On the reading thread. */
    private void read() {
        try {
            if (in == null) {
                InputStream packed = Files.newInputStream(file);
                in = unpacked ? new GZIPInputStream(packed, PIECE) : packed;
            }
            byte[] piece = in.readNBytes(PIECE);
            onLoop(() -> sent(piece));
        } catch (IOException e) {
            onLoop(() -> connection.close(Cause.INTERNAL, "the guide cannot be read: " + e.getMessage()));
        }
    }

    private void onLoop(Runnable task) {
        connection.channel().eventLoop().execute(connection.guard(task));
    }

    private void sent(byte[] piece) {
        reading = false;
        if (over) {
            close();
        } else if (piece.length == 0) {
            sink.end();
        } else {
            sink.write(Unpooled.wrappedBuffer(piece));
            more();
        }
    }

    private void ended() {
        over = true;
        if (!reading) {
            close();
        }
    }

    private void close() {
        reader.execute(() -> {
            try {
                if (in != null) {
                    in.close();
                }
            } catch (IOException e) {
                onLoop(() -> connection.close(Cause.INTERNAL, "the guide cannot be closed: " + e.getMessage()));
            }
        });
    }
}
