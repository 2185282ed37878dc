package io.acexy.server.access;

import io.acexy.server.http.Query;
import io.acexy.server.http.Target;
import java.util.List;
import java.util.Optional;

/**
 * What a signature is made of, as {@code docs/security.md} says it: lines of the path, what names the content, until when, from which
 * networks and for whom. A value that could look like two lines is in none. Immutable.
 *
 * @param expires seconds since 1970, as written
 * @param networks as written; nothing where it may be used from everywhere
 * @param holder whose it is; nothing where nobody says
 */
record SignedText(String path, Query query, String expires, Optional<String> networks, Optional<String> holder) {

    static final String EXPIRES = "expires";
    static final String NETWORK = "network";
    static final String HOLDER = "holder";
    static final String SIGNATURE = "sig";

    /** What chooses the content; in this order. Whatever else a player adds changes nothing that is signed. */
    private static final List<String> CONTENT =
            List.of("_idx", "content_id", "id", "infohash", "magnet", "profile", "transcode", "url");

    /** What is signed with an address; nothing where it says something twice, or nothing that can be signed. */
    static Optional<SignedText> of(String path, Query query) {
        Optional<String> expires = once(query, EXPIRES);
        boolean clear = expires.isPresent()
                && query.all(NETWORK).size() < 2
                && query.all(HOLDER).size() < 2
                && CONTENT.stream().noneMatch(query.broken()::contains);
        return clear
                ? Optional.of(new SignedText(path, query, expires.get(), query.first(NETWORK), query.first(HOLDER)))
                        .filter(SignedText::isLines)
                : Optional.empty();
    }

    static SignedText of(Target target, String expires, Optional<String> networks, Optional<String> holder) {
        SignedText text = new SignedText(target.path(), target.query(), expires, networks, holder);
        boolean clear =
                text.isLines() && CONTENT.stream().noneMatch(target.query().broken()::contains);
        if (!clear) {
            throw new IllegalArgumentException("the address has characters that cannot be signed");
        }
        return text;
    }

    static Optional<String> once(Query query, String name) {
        List<String> values = query.all(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The text itself. */
    String text() {
        StringBuilder text = new StringBuilder(path);
        for (String name : CONTENT) {
            query.all(name).forEach(value -> line(text, name, value));
        }
        line(text, EXPIRES, expires);
        networks.ifPresent(value -> line(text, NETWORK, value));
        holder.ifPresent(value -> line(text, HOLDER, value));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append('\n').append(name).append('=').append(value);
    }

    private boolean isLines() {
        long values = CONTENT.stream().mapToLong(name -> query.all(name).size()).sum();
        long wanted = 1 + values + (networks.isPresent() ? 1 : 0) + (holder.isPresent() ? 1 : 0);
        String text = text();
        return text.chars().filter(c -> c == '\n').count() == wanted
                && text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
}
