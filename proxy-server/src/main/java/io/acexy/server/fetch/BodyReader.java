package io.acexy.server.fetch;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes something of what is fetched, on a thread of the {@link Fetcher}, where it may block. What it makes counts only if the
 * body came to its end: the reader reads to the end, or what is left is read and thrown away.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface BodyReader<T> {

    /**
     * Reads.
     *
     * @param body unpacked; bounded in size and in time; whoever called closes it
     * @throws UnfitException where it is not what it should be
     * @throws IOException what {@code body} throws
     */
    T read(InputStream body) throws IOException;
}
