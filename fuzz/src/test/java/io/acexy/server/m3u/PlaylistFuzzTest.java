package io.acexy.server.m3u;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Pieces;
import io.acexy.fuzz.Reads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Playlists: rewritten twice is rewritten once, what is no address of a content keeps each byte, and entries are found. */
@Reads({Coding.class, Description.class, Lines.class, Link.class, Place.class, Playlist.class, Rewriter.class})
class PlaylistFuzzTest {

    @FuzzTest
    void rewrittenTwiceIsRewrittenOnce(byte[] data) throws IOException {
        ByteArrayOutputStream once = new ByteArrayOutputStream();
        int replaced = rewrite(new InPieces(data), once);
        if (replaced == 0 && !Arrays.equals(once.toByteArray(), data)) {
            throw new AssertionError("nothing was replaced, and bytes have changed");
        }
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        int again = rewrite(new ByteArrayInputStream(once.toByteArray()), twice);
        if (again != replaced || !Arrays.equals(once.toByteArray(), twice.toByteArray())) {
            throw new AssertionError(replaced + " were replaced, and then " + again + ": "
                    + once.toString(StandardCharsets.ISO_8859_1) + "\n"
                    + twice.toString(StandardCharsets.ISO_8859_1));
        }
        expectTheSameEntries(entries(new InPieces(data)), entries(new ByteArrayInputStream(once.toByteArray())));
    }

    private static int rewrite(InputStream from, ByteArrayOutputStream to) throws IOException {
        return Rewriter.rewrite(
                from,
                to,
                link -> "http://tv.lan:8080/ace/getstream?"
                        + link.content().kind().parameter() + "="
                        + URLEncoder.encode(link.content().value(), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                        + link.options());
    }

    private static List<Entry> entries(InputStream from) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Playlist.read(from, entries::add);
        return entries;
    }

    private static void expectTheSameEntries(List<Entry> before, List<Entry> behind) {
        if (before.size() != behind.size()) {
            throw new AssertionError(before.size() + " entries became " + behind.size());
        }
        Iterator<Entry> others = behind.iterator();
        for (Entry entry : before) {
            Entry other = others.next();
            boolean same = entry.target().link().equals(other.target().link())
                    && entry.attributes().equals(other.attributes())
                    && entry.groups().equals(other.groups());
            if (!same || entry.name().isBlank()) {
                throw new AssertionError(entry + "\n" + other);
            }
        }
    }

    /** Bytes that come as a network brings them. */
    private static final class InPieces extends InputStream {

        private final Iterator<byte[]> pieces;
        private InputStream piece = InputStream.nullInputStream();

        InPieces(byte[] data) {
            pieces = Pieces.of(data).iterator();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = piece.read(to, offset, length);
            while (read <= 0 && pieces.hasNext()) {
                piece = new ByteArrayInputStream(pieces.next());
                read = piece.read(to, offset, length);
            }
            return read;
        }
    }
}
