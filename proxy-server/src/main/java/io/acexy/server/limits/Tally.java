package io.acexy.server.limits;

import io.acexy.core.engine.ContentId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everybody who has a place, counted in the ways that limits count. Guarded by its house. */
final class Tally {

    private final Set<Place> places = new HashSet<>();
    private final Counts<ContentId> byContent = new Counts<>();
    private final Counts<ContentId> starting = new Counts<>();
    private final Counts<String> byAddress = new Counts<>();
    private final Counts<String> byKey = new Counts<>();
    private final Map<String, Counts<ContentId>> contentsByKey = new HashMap<>();
    private final Map<Device, Set<Place>> devices = new HashMap<>();

    /** So many of each. */
    static final class Counts<K> {

        private final Map<K, Integer> counts = new HashMap<>();

        void add(K key) {
            counts.merge(key, 1, Integer::sum);
        }

        void remove(K key) {
            counts.computeIfPresent(key, (one, count) -> count == 1 ? null : count - 1);
        }

        int of(K key) {
            return counts.getOrDefault(key, 0);
        }

        int different() {
            return counts.size();
        }

        int largest() {
            return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        Map<K, Integer> all() {
            return counts;
        }
    }

    void add(Place place) {
        if (!places.add(place)) {
            return;
        }
        Wish wish = place.wish();
        byContent.add(wish.content());
        if (place.isStarting()) {
            starting.add(wish.content());
        }
        if (!wish.who().address().isEmpty()) {
            byAddress.add(wish.who().address());
        }
        if (!wish.who().holder().isEmpty()) {
            byKey.add(wish.who().holder());
            contentsByKey
                    .computeIfAbsent(wish.who().holder(), first -> new Counts<>())
                    .add(wish.content());
        }
        wish.who().device().ifPresent(device -> devices.computeIfAbsent(device, first -> new LinkedHashSet<>())
                .add(place));
    }

    void remove(Place place) {
        if (!places.remove(place)) {
            return;
        }
        Wish wish = place.wish();
        byContent.remove(wish.content());
        if (place.isStarting()) {
            starting.remove(wish.content());
        }
        byAddress.remove(wish.who().address());
        byKey.remove(wish.who().holder());
        contentsByKey.computeIfPresent(wish.who().holder(), (holder, contents) -> {
            contents.remove(wish.content());
            return contents.different() == 0 ? null : contents;
        });
        wish.who()
                .device()
                .ifPresent(device -> devices.computeIfPresent(device, (one, own) -> {
                    own.remove(place);
                    return own.isEmpty() ? null : own;
                }));
    }

    /** Nothing is being started for him any more. */
    void begun(Place place) {
        if (place.isStarting() && places.contains(place)) {
            starting.remove(place.wish().content());
        }
        place.startedAlready();
    }

    int players() {
        return places.size();
    }

    Collection<Place> places() {
        return places;
    }

    Counts<ContentId> contents() {
        return byContent;
    }

    Counts<ContentId> starting() {
        return starting;
    }

    Counts<String> addresses() {
        return byAddress;
    }

    Counts<String> keys() {
        return byKey;
    }

    /** What is watched with a key. */
    Set<ContentId> contentsOf(String holder) {
        Counts<ContentId> contents = contentsByKey.get(holder);
        return contents == null ? Set.of() : contents.all().keySet();
    }

    Set<String> holders() {
        return contentsByKey.keySet();
    }

    List<Place> of(Device device) {
        return List.copyOf(devices.getOrDefault(device, Set.of()));
    }
}
