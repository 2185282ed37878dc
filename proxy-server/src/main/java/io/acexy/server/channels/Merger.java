package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import io.acexy.server.config.ChannelsConfig;
import io.acexy.server.m3u.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes one list of several: entries with one {@code tvg-id}, or with one name, are one channel, whose contents are those of all
 * of them in their order. What the operator has written by hand comes first. One thread, once.
 */
final class Merger implements Consumer<Entry> {

    private final ChannelsConfig.Choice choice;
    private final Globs groups;
    private final Globs names;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Draft> byKey = new HashMap<>();

    /** The attributes of the lists themselves. The first that says something counts. */
    private final Map<String, String> header = new LinkedHashMap<>();

    Merger(ChannelsConfig.Choice choice, List<HandChannel> byHand) {
        this.choice = choice;
        this.groups = new Globs(choice.groups());
        this.names = new Globs(choice.names());
        for (HandChannel hand : byHand) {
            Draft draft = new Draft(null, hand, groups.place(hand.groups()));
            drafts.add(draft);
            know(draft, hand.guide(), hand.name().isEmpty() ? hand.id() : hand.name());
        }
    }

    /**
     * What the lists were made into.
     *
     * @param lineup the channels
     * @param listing the same as text, with what is not ours in between
     * @param book which ids and numbers they have now
     */
    record Merged(Lineup lineup, Listing listing, Book book) {}

    void header(Map<String, String> attributes) {
        attributes.forEach(header::putIfAbsent);
    }

    @Override
    public void accept(Entry entry) {
        Optional<ContentId> content = entry.target().link().map(link -> link.content());
        Optional<Draft> known = content.flatMap(found -> find(entry));
        if (known.isPresent()) {
            known.get().contents.add(content.get());
            known.get().entry = known.get().entry == null ? entry : known.get().entry;
            return;
        }
        int place = groups.place(entry.groups().isEmpty() ? List.of("") : entry.groups());
        if (place < 0 || names.place(List.of(entry.name())) < 0) {
            return;
        }
        Draft draft = new Draft(entry, null, place);
        drafts.add(draft);
        if (content.isPresent()) {
            draft.contents.add(content.get());
            know(draft, entry.attribute("tvg-id"), entry.name());
        }
    }

    private Optional<Draft> find(Entry entry) {
        return Optional.ofNullable(byKey.get("t:" + entry.attribute("tvg-id").toLowerCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(byKey.get("n:" + Slug.common(entry.name()))));
    }

    private void know(Draft draft, String guideId, String name) {
        if (!guideId.isEmpty()) {
            byKey.putIfAbsent("t:" + guideId.toLowerCase(Locale.ROOT), draft);
        }
        if (!Slug.common(name).isEmpty()) {
            byKey.putIfAbsent("n:" + Slug.common(name), draft);
        }
    }

    Merged finish(Book book, long today) {
        drafts.removeIf(draft -> draft.entry == null && !draft.isChannel());
        Book next = Naming.name(drafts, book, today);
        drafts.sort(Comparator.comparingInt((Draft draft) -> draft.place < 0 ? Integer.MAX_VALUE : draft.place)
                .thenComparing(order()));
        Listing.Writer writer = new Listing.Writer(header);
        drafts.forEach(writer::add);
        List<Channel> channels =
                drafts.stream().filter(Draft::isChannel).map(Draft::channel).toList();
        return new Merged(new Lineup(channels), writer.finish(), next);
    }

    private Comparator<Draft> order() {
        return switch (choice.order()) {
            case LIST -> Comparator.comparingInt(draft -> 0);
            case NUMBER -> Comparator.comparingDouble(draft -> Numbers.value(draft.number));
            case NAME -> Comparator.comparing(draft -> Slug.common(draft.name()));
        };
    }
}
