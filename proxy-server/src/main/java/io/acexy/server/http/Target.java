package io.acexy.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The target of a request line, taken apart (RFC 9112, 3.2): whichever way a proxy in front, a page or a person has bent it, as
 * long as nothing else can be meant.
 *
 * @param path decoded and normalised, or {@code *}
 * @param query decoded
 * @param authority of a target in absolute form; else empty
 * @param key what a path gives between {@code /k/} and what it asks for, for players that know nothing but URLs; no part of the path
 */
public record Target(String path, Query query, String authority, Optional<String> key) {

    static final String KEY = "/k/";

    private static final String ASTERISK = "*";

    /**
     * Takes a target apart.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    public static Target of(String raw) {
        if (raw.equals(ASTERISK)) {
            return new Target(ASTERISK, Query.NONE, "", Optional.empty());
        }
        int fragment = raw.indexOf('#');
        String whole = fragment < 0 ? raw : raw.substring(0, fragment);
        int start = originForm(whole);
        String authority = start == 0 ? "" : whole.substring(whole.indexOf("//") + 2, start);
        String origin = whole.substring(start);
        int question = origin.indexOf('?');
        String rest = question < 0 ? "" : origin.substring(question + 1);
        String path = decode(question < 0 ? origin : origin.substring(0, question));
        // Where everything has been escaped, the question mark has been too: no path of ours has one.
        int escaped = path.indexOf('?');
        if (escaped >= 0) {
            rest = path.substring(escaped + 1) + (rest.isEmpty() ? "" : "&" + rest);
            path = path.substring(0, escaped);
        }
        return keyed(normalise(path), Query.of(rest), authority);
    }

    private static Target keyed(String path, Query query, String authority) {
        if (!path.startsWith(KEY)) {
            return new Target(path, query, authority, Optional.empty());
        }
        int end = path.indexOf('/', KEY.length());
        String key = end < 0 ? path.substring(KEY.length()) : path.substring(KEY.length(), end);
        return new Target(end < 0 ? "/" : path.substring(end), query, authority, Optional.of(key));
    }

    /** Where path and query begin in a target that may be in absolute form, which every server has to accept. */
    private static int originForm(String target) {
        if (!target.regionMatches(true, 0, "http://", 0, 7) && !target.regionMatches(true, 0, "https://", 0, 8)) {
            return 0;
        }
        int end = target.indexOf("//") + 2;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    private static String decode(String path) {
        try {
            // A plus is a plus in a path.
            return path.indexOf('%') < 0 ? path : QueryStringDecoder.decodeComponent(path.replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the path has a percent sign that begins no escape such as %20");
        }
    }

    /** Without empty segments and dots; two dots end at the root (RFC 3986, 5.2.4). */
    private static String normalise(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }
}
