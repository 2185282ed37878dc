package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives each channel its id and its number: those that it had, as far as the {@link Book} knows it again by its tvg-id, else by its
 * name, else by a content; else new ones. One thread.
 */
final class Naming {

    private final Book book;
    private final Set<String> ids = new HashSet<>();
    private final Numbers numbers = new Numbers();
    private final Map<Draft, Book.Page> known = new HashMap<>();

    private Naming(Book book) {
        this.book = book;
    }

    /** Names them, and returns the book of that day. */
    static Book name(List<Draft> drafts, Book book, long today) {
        List<Draft> channels = drafts.stream().filter(Draft::isChannel).toList();
        Naming naming = new Naming(book);
        channels.forEach(draft -> naming.ids.add(draft.id));
        naming.recognise(channels);
        channels.forEach(naming::giveId);
        channels.forEach(draft -> draft.number = naming.numbers.take(draft.wantedNumber()) ? draft.wantedNumber() : "");
        channels.forEach(naming::giveNumberOfBefore);
        channels.stream()
                .filter(draft -> draft.number.isEmpty())
                .forEach(draft -> draft.number = naming.numbers.takeNext());
        List<Book.Page> pages = new ArrayList<>();
        channels.forEach(draft -> pages.add(new Book.Page(draft.id, draft.number, today, keys(draft))));
        return book.turned(pages, today);
    }

    /** By what tells most first, for all, so that nobody is taken for another who is there himself. */
    private void recognise(List<Draft> channels) {
        Set<String> taken = new HashSet<>(ids);
        for (String kind : List.of("t:", "n:", "c:")) {
            for (Draft draft : channels) {
                if (!known.containsKey(draft)) {
                    keys(draft).stream()
                            .filter(key -> key.startsWith(kind))
                            .flatMap(key -> book.byKey(key).stream())
                            .filter(page -> page.id().equals(draft.id) || !taken.contains(page.id()))
                            .findFirst()
                            .ifPresent(page -> {
                                known.put(draft, page);
                                taken.add(page.id());
                            });
                }
            }
        }
    }

    private void giveId(Draft draft) {
        if (!draft.id.isEmpty()) {
            return;
        }
        Book.Page page = known.get(draft);
        if (page != null && ids.add(page.id())) {
            draft.id = page.id();
            return;
        }
        String wanted = first(Slug.of(draft.guideId()), Slug.of(draft.name()), "channel");
        String id = wanted;
        for (int i = 2; book.hasId(id) || ids.contains(id); i++) {
            id = wanted + "-" + i;
        }
        ids.add(id);
        draft.id = id;
    }

    private static String first(String... texts) {
        return List.of(texts).stream()
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void giveNumberOfBefore(Draft draft) {
        Book.Page page = known.get(draft);
        if (draft.number.isEmpty() && page != null && numbers.take(page.number())) {
            draft.number = page.number();
        }
    }

    private static Set<String> keys(Draft draft) {
        Set<String> keys = new LinkedHashSet<>();
        if (!draft.guideId().isEmpty()) {
            keys.add("t:" + draft.guideId().toLowerCase(Locale.ROOT));
        }
        keys.add("n:" + Slug.common(draft.name()));
        for (ContentId content : draft.contents) {
            if (keys.size() < 16) {
                keys.add("c:" + content);
            }
        }
        keys.remove("n:");
        return keys;
    }
}
