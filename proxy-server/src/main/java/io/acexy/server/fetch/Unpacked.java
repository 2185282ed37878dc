package io.acexy.server.fetch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Bytes as they are meant: unpacked where they begin as gzip does, whatever headers and names say, for both are wrong often enough; a
 * packed file that was packed once more on its way, too. A page of HTML, with which servers say what went wrong, and what is
 * packed in another way, are refused. Remembers why it has failed, whatever a parser makes of the exception. One thread.
 */
final class Unpacked extends FilterInputStream {

    private static final int SNIFFED = 512;
    private static final int BUFFER = 16 * 1024;

    private IOException failure;

    private Unpacked(InputStream in) {
        super(in);
    }

    /** @throws UnfitException where its beginning shows that it is not what was wanted */
    static Unpacked of(InputStream body, Limits limits) throws IOException {
        InputStream plain = new BufferedInputStream(new Bounded(body, limits.packed(), "bytes"), BUFFER);
        for (int layer = 0; layer < 2 && isGzip(plain); layer++) {
            plain = new BufferedInputStream(
                    new Bounded(new GZIPInputStream(plain, BUFFER), limits.unpacked(), "bytes unpacked"), BUFFER);
        }
        refuse(new String(begin(plain, SNIFFED), StandardCharsets.ISO_8859_1));
        return new Unpacked(new Bounded(plain, limits.unpacked(), "bytes"));
    }

    private static boolean isGzip(InputStream in) throws IOException {
        byte[] magic = begin(in, 3);
        return magic.length == 3 && magic[0] == 0x1f && magic[1] == (byte) 0x8b && magic[2] == 8;
    }

    private static byte[] begin(InputStream in, int wanted) throws IOException {
        in.mark(wanted);
        byte[] begin = in.readNBytes(wanted);
        in.reset();
        return begin;
    }

    private static void refuse(String begin) throws UnfitException {
        if (begin.startsWith("PK\3\4") || begin.startsWith("\u00fd7zXZ") || begin.startsWith("BZh")) {
            throw new UnfitException("it is packed in a way that is not read: only gzip is");
        }
        String text = begin.replaceFirst("^(?:\u00ef\u00bb\u00bf)?[\\s\0]*", "").toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html")
                || text.startsWith("<html")
                || text.startsWith("<head")
                || text.startsWith("<body")) {
            throw new UnfitException("it is a page of HTML");
        }
    }

    /** Why it ended too early; null where it did not. */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw remember(e);
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return super.read(to, offset, length);
        } catch (IOException e) {
            throw remember(e);
        }
    }

    private IOException remember(IOException cause) {
        failure = failure == null ? cause : failure;
        return cause;
    }

    /** Reads and throws away what is left, so that it is known to be whole. */
    void drain() throws IOException {
        byte[] thrown = new byte[BUFFER];
        while (read(thrown, 0, thrown.length) >= 0) {
            // bounded by what this stream may be
        }
    }
}
