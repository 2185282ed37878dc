package io.acexy.server.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What two processes say to each other when one takes the other's sockets over: lines of ASCII, in this order, the newer one first.
 *
 * <pre>
 * acexy-handover 1          I am a newer process, and speak this version
 *     way 40123 5f0c...     here I am asked for media that plays here, by this key: a port of the loopback address
 *     way ...               and here each older process that still plays, if there is one
 *     listeners play,tls    these are what I listen for
 * give                      I am about to read descriptors
 *     (descriptors)         in that order, each with one byte that means nothing
 * ready 40124 a83e...       I serve, and am asked for media here, by this key
 *     yours                 I have stopped to accept, and end when nobody plays here any more
 * </pre>
 *
 * The older one may say {@code no}, with a reason, instead of anything. Until it has said {@code yours} it goes on as if nothing had
 * been; after that the connection stays, and its end is the older one's.
 */
final class Words {

    static final String HELLO = "acexy-handover 1";
    static final String GIVE = "give";
    static final String YOURS = "yours";

    /** No line is longer. */
    static final int LONGEST = 512;

    private static final String WAY = "way ";
    private static final String READY = "ready ";
    private static final String LISTENERS = "listeners ";
    private static final String NO = "no ";

    private Words() {}

    static String listeners(Collection<Listener> all) {
        return LISTENERS + String.join(",", all.stream().map(Listener::word).toList());
    }

    static String way(Way way) {
        return WAY + written(way);
    }

    static String ready(Way way) {
        return READY + written(way);
    }

    private static String written(Way way) {
        return way.port() + " " + way.key();
    }

    /** Where the newer process is asked, if this says that it serves. */
    static Optional<Way> ready(String line) {
        return read(line, READY);
    }

    /**
     * Where a process is asked, if this says so.
     *
     * @throws IOException where it says so in a way that makes no sense
     */
    static Optional<Way> way(String line) throws IOException {
        Optional<Way> way = read(line, WAY);
        if (way.isEmpty() && line.startsWith(WAY)) {
            throw unknown(line);
        }
        return way;
    }

    private static Optional<Way> read(String line, String begin) {
        String[] parts = line.startsWith(begin) ? line.substring(begin.length()).split(" ", -1) : new String[0];
        try {
            return parts.length == 2 ? Optional.of(new Way(Integer.parseInt(parts[0]), parts[1])) : Optional.empty();
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    static String no(String reason) {
        String line = NO + reason.replaceAll("[^ -~]", "?");
        return line.substring(0, Math.min(line.length(), LONGEST));
    }

    /**
     * What the answer to the first line names, each once.
     *
     * @throws IOException where it is a refusal, or no such answer
     */
    static List<Listener> listeners(String line) throws IOException {
        List<Listener> all = new ArrayList<>();
        for (String word : answer(line, LISTENERS).split(",", -1)) {
            Listener one = Listener.named(word).orElseThrow(() -> unknown(line));
            if (all.contains(one)) {
                throw unknown(line);
            }
            all.add(one);
        }
        return all;
    }

    /** @throws IOException where this is anything else than the last word */
    static void yours(String line) throws IOException {
        if (!answer(line, YOURS).isEmpty()) {
            throw unknown(line);
        }
    }

    private static String answer(String line, String begin) throws IOException {
        if (line.startsWith(NO)) {
            throw new IOException("the running process says: " + line.substring(NO.length()));
        }
        if (!line.startsWith(begin)) {
            throw unknown(line);
        }
        return line.substring(begin.length());
    }

    private static IOException unknown(String line) {
        return new IOException("the running process says what this one does not understand: "
                + line.replaceAll("[^ -~]", "?").substring(0, Math.min(line.length(), 60)));
    }
}
