package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
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

    /** What is said of gzip by name counts for more than what is said of all. */
    static boolean isAccepted(String accepted) {
        double named = -1;
        double any = 0;
        for (String coding : accepted.toLowerCase(Locale.ROOT).split(",", 32)) {
            String[] parts = coding.split(";", 8);
            switch (parts[0].strip()) {
                case NAME -> named = Accept.quality(parts);
                case "*" -> any = Accept.quality(parts);
                default -> {}
            }
        }
        return named >= 0 ? named > 0 : any > 0;
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
