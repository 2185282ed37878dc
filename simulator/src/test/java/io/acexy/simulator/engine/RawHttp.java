package io.acexy.simulator.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sees the bytes on the wire as they are. */
final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private int leftInChunk;

    private RawHttp(int port, String request) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = socket.getInputStream();
    }

    /** Sends a GET and leaves the answer to be read. */
    static RawHttp open(int port, String path, String... headers) throws IOException {
        return send(port, "GET", path, headers);
    }

    static RawHttp send(int port, String method, String path, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return new RawHttp(port, request.append("\r\n").toString());
    }

    /** The whole answer to a GET, up to the end of the connection. */
    static String get(int port, String path, String... headers) throws IOException {
        try (RawHttp http = open(port, path, headers)) {
            return http.rest();
        }
    }

    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** The value of a string in a flat piece of JSON. */
    static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\" ?: ?\"?([^\",}]*)").matcher(json);
        if (!field.find()) {
            throw new AssertionError("no " + name + " in " + json);
        }
        return field.group(1);
    }

    /** Path and query of a URL. */
    static String path(String url) {
        return url.replaceFirst("https?://[^/]+", "");
    }

    static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse(null);
    }

    /** Status line and headers. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            head.append((char) read);
        }
        return head.toString();
    }

    /** Exactly so many bytes, or what came before the end. */
    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** One byte, or -1 at the end. */
    int readOne() throws IOException {
        return in.read();
    }

    /** Whether anything has come that was not read yet. */
    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The next so many bytes of a chunked body, fewer if it ends before. */
    byte[] readChunked(int bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < bytes) {
            if (leftInChunk == 0) {
                leftInChunk = Integer.parseInt(line(), 16);
                if (leftInChunk == 0) {
                    break;
                }
            }
            int size = Math.min(leftInChunk, bytes - body.size());
            body.writeBytes(in.readNBytes(size));
            leftInChunk -= size;
            if (leftInChunk == 0) {
                line();
            }
        }
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended in a chunk header");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
