package io.acexy.server.guide;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Lines of text, mostly of a packed file. One thread; the caller closes it. */
final class GuideWriter implements Closeable {

    private final Writer out;

    GuideWriter(Path file) throws IOException {
        this(packed(Files.newOutputStream(file)));
    }

    /** Lines that nobody packs. */
    GuideWriter(Writer out) {
        this.out = out;
    }

    private static Writer packed(OutputStream bytes) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(bytes, 16 * 1024), StandardCharsets.UTF_8));
    }

    void line(CharSequence text) throws IOException {
        out.append(text).write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
