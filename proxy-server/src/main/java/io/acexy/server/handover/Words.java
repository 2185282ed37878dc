package io.acexy.server.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What two processes say to each other when one takes the other's sockets over: lines of ASCII, in this order, the newer one first.
 *
 * <pre>
 * acexy-handover 1          I am a newer process, and speak this version
 *     listeners play,tls    these are what I listen for
 * give                      I am about to read descriptors
 *     (descriptors)         in that order, each with one byte that means nothing
 * ready                     I serve
 *     yours                 I have stopped to accept, and end when nobody plays here any more
 * </pre>
 *
 * The older one may say {@code no}, with a reason, instead of anything. Until it has said {@code yours} it goes on as if nothing had
 * been; after that the connection stays, and its end is the older one's.
 */
final class Words {

    static final String HELLO = "acexy-handover 1";
    static final String GIVE = "give";
    static final String READY = "ready";
    static final String YOURS = "yours";

    /** No line is longer. */
    static final int LONGEST = 512;

    private static final String LISTENERS = "listeners ";
    private static final String NO = "no ";

    private Words() {}

    static String listeners(Collection<Listener> all) {
        return LISTENERS + String.join(",", all.stream().map(Listener::word).toList());
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
