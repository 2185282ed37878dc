package io.acexy.server.guide;

import io.acexy.server.fetch.UnfitException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * XML whose single parts are of a size that a parser can hold: it keeps each tag, each comment and each stretch of text whole, however
 * long. Looks only at where they end; zeros are left out, so that it sees through UTF-16. One thread.
 */
final class MarkupBound extends FilterInputStream {

    /** No tag, comment or text of a guide is nearly as long. */
    static final int MOST = 1 << 20;

    private static final String[] OPENINGS = {"<!--", "<![CDATA[", "<?"};
    private static final String[] ENDS = {"-->", "]]>", "?>"};

    private int length;
    private int inside = -1;
    private final StringBuilder last = new StringBuilder(16);

    MarkupBound(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            see(b);
        }
        return b;
    }

    @Override
    public int read(byte[] to, int offset, int wanted) throws IOException {
        int count = super.read(to, offset, wanted);
        for (int i = 0; i < count; i++) {
            see(to[offset + i]);
        }
        return count;
    }

    /** Parsers close what they have read to its end; whoever has opened it reads on. */
    @Override
    public void close() {
        // whoever has opened it closes it
    }

    private void see(int b) throws IOException {
        if (b == 0) {
            return;
        }
        length++;
        if (length > MOST) {
            throw new UnfitException("it is no guide: one part of it is longer than " + MOST + " bytes");
        }
        boolean opens = b == '<' && inside < 0;
        if (opens) {
            last.setLength(0);
        }
        if (inside >= 0 || (opens ? last.isEmpty() : !last.isEmpty() && last.length() < 9)) {
            last.append((char) b);
            look();
        }
        if (b == '>' && inside < 0) {
            length = 0;
            last.setLength(0);
        }
    }

    private void look() {
        if (inside < 0) {
            for (int i = 0; i < OPENINGS.length; i++) {
                if (OPENINGS[i].contentEquals(last)) {
                    inside = i;
                    last.setLength(0);
                }
            }
        } else {
            int end = ENDS[inside].length();
            if (last.length() > end) {
                last.deleteCharAt(0);
            }
            if (ENDS[inside].contentEquals(last)) {
                inside = -1;
                last.setLength(0);
            }
        }
    }
}
