package io.acexy.it.support;

import io.acexy.testkit.Patience;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends any bytes and sees the answers as they are. Each wait for a byte is bounded. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = Math.toIntExact(Patience.LIMIT.toMillis());
    private static final int SMALL_BUFFER = 8 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;

    private RawConnection(InetSocketAddress server, boolean small) throws IOException {
        if (small) {
            socket.setReceiveBufferSize(SMALL_BUFFER);
        }
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), SMALL_BUFFER);
    }

    public static RawConnection to(InetSocketAddress server) throws IOException {
        return new RawConnection(server, false);
    }

    /** With so small a buffer that the server feels it when nothing is read. */
    public static RawConnection withSmallBuffer(InetSocketAddress server) throws IOException {
        return new RawConnection(server, true);
    }

    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends a GET of HTTP/1.1 with more headers, each without its line end. */
    public RawConnection get(String target, String... headers) throws IOException {
        return request("GET", target, "HTTP/1.1", headers);
    }

    public RawConnection request(String method, String target, String version, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " " + version + "\r\nHost: acexy.test\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    /** Status line and headers of the next answer, and nothing behind them. */
    public RawAnswer head() throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new RawAnswer(status[0], Integer.parseInt(status[1]), headers, "");
    }

    /** The next answer, whose body is as long as it says. */
    public RawAnswer answer() throws IOException {
        RawAnswer head = head();
        String length = head.header("content-length");
        byte[] body = length == null ? new byte[0] : bytes(Integer.parseInt(length));
        return new RawAnswer(head.version(), head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    /** Exactly so many bytes. */
    public byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /** The payload of the next whole frames of chunked coding, until there is at least so much of it. */
    public byte[] chunks(int atLeast) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < atLeast) {
            int size = Integer.parseInt(line(), 16);
            if (size == 0) {
                throw new EOFException("the body ended after " + body.size() + " bytes");
            }
            body.writeBytes(bytes(size));
            if (!line().isEmpty()) {
                throw new IOException("a chunk is longer than it says");
            }
        }
        return body.toByteArray();
    }

    /** Whether the server closes, or has closed, without one byte more. */
    public boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Like {@link #isEnded}, but gives the server so long only. */
    public boolean isEndedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return isEnded();
        } catch (SocketTimeoutException ignored) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in a line: " + line);
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** Closes the connection before its time; what the server had sent and nobody has read makes it a reset. */
    public void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
