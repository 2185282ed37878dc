package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sources of a stream that are not in use yet, in the order of their coming. Confined to the stream's home loop.
 */
final class Candidates {

    /** Sessions that are opened at once while nothing plays. */
    private static final int MOST = 3;

    private final List<Source> sources = new ArrayList<>();

    void add(Source source) {
        sources.add(source);
    }

    /** False when it was none. */
    boolean remove(Source source) {
        return sources.remove(source);
    }

    boolean contains(Source source) {
        return sources.contains(source);
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    int size() {
        return sources.size();
    }

    /** Whether nothing is to be hoped for soon: all there are, if any, are late. */
    boolean wantAnother() {
        return sources.size() < MOST && sources.stream().allMatch(one -> one.late && one.splicer.isEmpty());
    }

    /** Whether one of them is to take over as soon as it can. */
    boolean isAnyPressing() {
        return sources.stream().anyMatch(one -> !one.standby);
    }

    Optional<Source> standby() {
        return sources.stream().filter(one -> one.standby).findFirst();
    }

    void addEnginesTo(Set<Engine> engines) {
        sources.forEach(one -> engines.add(one.engine));
    }

    /** Each as it is now; what happens meanwhile to the list does not disturb. */
    void each(Consumer<Source> action) {
        for (Source source : List.copyOf(sources)) {
            if (sources.contains(source)) {
                action.accept(source);
            }
        }
    }

    /** Hands over, and forgets, all but the standby. */
    List<Source> takePressing() {
        List<Source> surplus = sources.stream().filter(one -> !one.standby).toList();
        sources.removeAll(surplus);
        return surplus;
    }

    /** Hands over, and forgets, all. */
    List<Source> takeAll() {
        List<Source> all = List.copyOf(sources);
        sources.clear();
        return all;
    }
}
