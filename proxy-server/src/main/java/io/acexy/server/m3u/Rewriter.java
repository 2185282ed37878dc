package io.acexy.server.m3u;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts other addresses in place of those of AceStream contents; every other byte stays what and where it is, in any coding. What is
 * behind a {@code |} (Kodi's headers) stays too. Holds one line. Stateless, any thread; blocks as its streams do.
 */
public final class Rewriter {

    private Rewriter() {}

    /**
     * Rewrites.
     *
     * @param address the new one, in ASCII; for what it says once, it must say the same twice
     * @return how many have been replaced
     * @throws IOException what the streams throw, and where a line is longer than any of a playlist
     */
    public static int rewrite(InputStream from, OutputStream to, Function<Link, String> address) throws IOException {
        Lines lines = new Lines(from);
        int replaced = 0;
        while (lines.next()) {
            replaced += rewrite(lines, to, address);
        }
        return replaced;
    }

    private static int rewrite(Lines lines, OutputStream to, Function<Link, String> address) throws IOException {
        int start = lines.start();
        if (lines.isPlace()) {
            Place place = Place.in(lines.raw());
            // Where it lies, the bytes tell; what it means, the line in its coding.
            Optional<Link> link =
                    Link.of(Place.in(lines.coding().meaning(lines.raw())).address());
            if (link.isPresent()) {
                int width = lines.coding().width();
                to.write(lines.bytes(), start, place.start() * width);
                to.write(lines.coding().ascii(address.apply(link.get())));
                int rest = start + place.end() * width;
                to.write(lines.bytes(), rest, lines.behind() - rest);
                return 1;
            }
        }
        to.write(lines.bytes(), start, lines.behind() - start);
        return 0;
    }
}
