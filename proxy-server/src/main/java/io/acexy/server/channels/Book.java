package io.acexy.server.channels;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which id and number every channel has had, so that it keeps them when its list calls it something else or gives it another content.
 * A channel that has not been seen for half a year is forgotten. A text: a line for each, its id, its number, the day on which it
 * was last seen, and what it was known by. One thread.
 */
final class Book {

    private static final int MOST = 50_000;
    private static final int DAYS_KEPT = 180;

    private final Map<String, Page> byId = new LinkedHashMap<>();
    private final Map<String, Page> byKey = new HashMap<>();

    /**
     * One channel.
     *
     * @param keys {@code t:} a tvg-id, {@code n:} a name, {@code c:} a content
     */
    record Page(String id, String number, long seen, Set<String> keys) {}

    /** Reads; a line that is not understood is left out. */
    static Book of(String text) {
        Book book = new Book();
        text.lines().limit(MOST).forEach(line -> page(line).ifPresent(book::put));
        return book;
    }

    private static Optional<Page> page(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4 || !parts[0].equals(Slug.of(parts[0])) || parts[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<String> keys = new LinkedHashSet<>();
            for (String key : parts[3].split(" ", 64)) {
                keys.add(URLDecoder.decode(key, StandardCharsets.UTF_8));
            }
            return Optional.of(new Page(parts[0], Numbers.valid(parts[1]), Long.parseLong(parts[2]), keys));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void put(Page page) {
        byId.put(page.id(), page);
        page.keys().forEach(key -> byKey.putIfAbsent(key, page));
    }

    Optional<Page> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    boolean hasId(String id) {
        return byId.containsKey(id);
    }

    /** Those that are seen now, and those that were seen not long ago. */
    Book turned(Collection<Page> now, long today) {
        Book next = new Book();
        now.forEach(next::put);
        byId.values().stream()
                .filter(page -> !next.hasId(page.id()) && page.seen() > today - DAYS_KEPT)
                .sorted(Comparator.comparingLong(Page::seen).reversed())
                .limit(Math.max(0, MOST - now.size()))
                .forEach(next::put);
        return next;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Page page : byId.values()) {
            List<String> keys = new ArrayList<>();
            page.keys().forEach(key -> keys.add(URLEncoder.encode(key, StandardCharsets.UTF_8)));
            Stream.of(page.id(), page.number(), Long.toString(page.seen()))
                    .forEach(part -> text.append(part).append('\t'));
            text.append(String.join(" ", keys)).append('\n');
        }
        return text.toString();
    }
}
