package io.acexy.server.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to be longer than it may, and remembers what it was refused for. One thread. */
final class Bounded extends FilterInputStream {

    private final long longest;
    private final String what;
    private long count;

    /** @param what of what there may be so many bytes, such as "bytes unpacked" */
    Bounded(InputStream in, long longest, String what) {
        super(in);
        this.longest = longest;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            count(1);
        }
        return one;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int read = super.read(to, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) throws UnfitException {
        count += more;
        if (count > longest) {
            throw new UnfitException("it is longer than " + longest + " " + what);
        }
    }
}
