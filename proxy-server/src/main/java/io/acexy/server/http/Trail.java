package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What is known of one request besides its answer, for those lines that are written of it: the id that joins them, and what the
 * rooms that serve it have to say. Used by one thread after the other, which is the connection's loop when it ends.
 */
public final class Trail {

    /** A path that no route knows may be long, and anything. */
    private static final int LONGEST_PATH = 200;

    private static final int MOST_NOTES = 16;

    /** A player stays for hours, and his headers may be as long as the door allows: no more of them stays than is of use. */
    private static final int LONGEST_HEADER = 512;

    private static final Pattern END_OF_PATH = Pattern.compile("[?#]");

    private final String id;
    private final Asked asked;
    private List<Note> notes = List.of();
    private Route route;
    private Map<String, String> variables = Map.of();
    private Runnable lastly = () -> {};
    private LongSupplier bytes = () -> 0;
    private String holder = "";

    /**
     * What was asked, as far as it could be read.
     *
     * @param peer the other end; null where it has no address
     * @param target with everything that may be secret
     * @param version such as {@code HTTP/1.1}
     * @param referer where it was found, without query and fragment; empty where that is not said, or too long
     * @param agent what the other end calls itself, shortened; empty where it does not
     */
    public record Asked(
            InetSocketAddress peer, String method, String target, String version, String referer, String agent) {

        /** By a request's head. */
        public static Asked of(InetSocketAddress peer, HttpRequest request) {
            String referer = END_OF_PATH.split(request.headers().get(HttpHeaderNames.REFERER, ""), 2)[0];
            String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
            return new Asked(
                    peer,
                    request.method().name(),
                    request.uri(),
                    request.protocolVersion().text(),
                    referer.length() <= LONGEST_HEADER ? referer : "",
                    agent.length() <= LONGEST_HEADER ? agent : agent.substring(0, LONGEST_HEADER));
        }
    }

    /** What a room has to say. */
    public record Note(String key, Object value) {}

    public Trail(String id, Asked asked) {
        this.id = id;
        this.asked = asked;
    }

    /** Short, and another for each request, unless somebody who is trusted has given it one. */
    public String id() {
        return id;
    }

    public Asked asked() {
        return asked;
    }

    /** Remembers a fact; one that is told again under its name replaces the first. */
    public void note(String key, Object value) {
        if (notes.isEmpty()) {
            notes = new ArrayList<>(4); // most requests have nothing to say
        }
        notes.removeIf(note -> note.key.equals(key));
        if (notes.size() < MOST_NOTES) {
            notes.add(new Note(key, value));
        }
    }

    /** Remembers how to learn what only the end tells; the last one holds. Called if somebody wants to know. */
    public void lastly(Runnable noting) {
        lastly = noting;
    }

    /** Remembers how to learn how many bytes of an answer have gone out that HTTP does not count. */
    public void counts(LongSupplier sent) {
        bytes = sent;
    }

    /** Whoever asks has shown a key that is somebody's. */
    public void heldBy(String name) {
        holder = name;
        note("key", name);
    }

    /** The name that belongs to the key that was shown; empty where none was. */
    public String holder() {
        return holder;
    }

    void found(Route by, Map<String, String> with) {
        route = by;
        variables = with;
    }

    /**
     * The path, without what is nobody else's business: of a route's variables those are shown that name a thing. The query is
     * never shown: keys and tokens are there.
     */
    public String path() {
        if (route != null) {
            return route.shown(variables);
        }
        String target = asked.target().startsWith(Target.KEY) ? Target.KEY + "***" : asked.target();
        int end = target.indexOf('?');
        String path = end < 0 ? target : target.substring(0, end);
        return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "...";
    }

    /** What has been told, in its order. */
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    void end() {
        lastly.run();
    }

    long sent() {
        return bytes.getAsLong();
    }
}
