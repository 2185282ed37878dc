package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import io.acexy.server.m3u.Entry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of the list in the making: a channel, or somebody else's stream, which stays as it is. One thread.
 */
final class Draft {

    /** As the list has it; null for a channel that is only in the file. */
    Entry entry;

    /** What the file says of it; null where it says nothing. */
    final HandChannel hand;

    /** Where it stands among its like. */
    final int place;

    /** What plays it; empty for somebody else's stream. */
    final Set<ContentId> contents = new LinkedHashSet<>();

    String id = "";
    String number = "";

    Draft(Entry entry, HandChannel hand, int place) {
        this.entry = entry;
        this.hand = hand;
        this.place = place;
        if (hand != null) {
            contents.addAll(hand.contents());
            id = hand.id();
        }
    }

    boolean isChannel() {
        return !contents.isEmpty();
    }

    String name() {
        return hand != null && !hand.name().isEmpty() ? hand.name() : entry == null ? id : entry.name();
    }

    String guideId() {
        String own = hand == null ? "" : hand.guide();
        return own.isEmpty() && entry != null ? entry.attribute("tvg-id") : own;
    }

    String logo() {
        String own = hand == null ? "" : hand.logo();
        if (!own.isEmpty() || entry == null) {
            return own;
        }
        return entry.attribute("tvg-logo").isEmpty() ? entry.attribute("logo") : entry.attribute("tvg-logo");
    }

    List<String> groups() {
        List<String> own = hand == null ? List.of() : hand.groups();
        return own.isEmpty() && entry != null ? entry.groups() : own;
    }

    /** The number that somebody has given it; empty where nobody has. */
    String wantedNumber() {
        String own = hand == null ? "" : hand.number();
        if (!own.isEmpty() || entry == null) {
            return own;
        }
        for (String attribute : List.of("tvg-chno", "channel-number", "ch-number")) {
            String number = Numbers.valid(entry.attribute(attribute));
            if (!number.isEmpty()) {
                return number;
            }
        }
        return "";
    }

    Channel channel() {
        return new Channel(id, number, name(), guideId(), groups(), logo(), List.copyOf(contents));
    }
}
