package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** The one coding of answers: for those who say that they can undo it. Any thread. */
public final class Gzip {

    /** As headers have it. */
    public static final String NAME = "gzip";

    private Gzip() {}

    /** Whether an answer may be packed: RFC 9110, 12.5.3, as far as one coding goes. */
    public static boolean isAccepted(HttpHeaders asked) {
        return isAccepted(asked.get(HttpHeaderNames.ACCEPT_ENCODING, ""));
    }

    static boolean isAccepted(String accepted) {
        for (String coding : accepted.split(",", 32)) {
            String[] parts = coding.split(";", 2);
            String name = parts[0].strip();
            if (name.equalsIgnoreCase(NAME) || name.equals("*")) {
                return parts.length == 1 || !parts[1].strip().matches("[qQ]=0(\\.0*)?");
            }
        }
        return false;
    }

    /** The same bytes, packed. */
    public static byte[] pack(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.max(32, body.length / 2));
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return packed.toByteArray();
    }
}
