package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.source.Source.Role;
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

    /** Whether another one would be of use: none of those there are will soon have the very next byte. */
    boolean wantAnother() {
        return sources.size() < MOST
                && sources.stream().noneMatch(one -> one.trial().isHopeful());
    }

    /** The same where a session that is opened anew is not waited for. */
    boolean wantSpare() {
        return sources.size() < MOST
                && sources.stream()
                        .noneMatch(one -> !one.isReopened() && one.trial().isHopeful());
    }

    /** Whether one of them brings media. */
    boolean isAnyShowing() {
        return sources.stream()
                .anyMatch(one -> one.trial() != null
                        && !one.is(Role.STANDBY)
                        && !one.trial().splicer().isEmpty());
    }

    /** Whether none of them, if there are any, has brought anything when it should have. */
    boolean areAllLate() {
        return sources.stream().allMatch(one -> one.trial().is(Trial.Patience.LATE));
    }

    /** Whether one of them is to take over as soon as it can. */
    boolean isAnyPressing() {
        return sources.stream().anyMatch(one -> !one.is(Role.STANDBY));
    }

    Optional<Source> standby() {
        return sources.stream().filter(one -> one.is(Role.STANDBY)).findFirst();
    }

    void addEnginesTo(Set<Engine> engines) {
        sources.forEach(one -> engines.add(one.engine));
    }

    /** As they are now; what happens meanwhile to the list does not disturb. */
    List<Source> all() {
        return List.copyOf(sources);
    }

    /** Each as it is now; what happens meanwhile to the list does not disturb. */
    void each(Consumer<Source> action) {
        for (Source source : all()) {
            if (sources.contains(source)) {
                action.accept(source);
            }
        }
    }

    /** Hands over, and forgets, all but the standby. */
    List<Source> takePressing() {
        List<Source> surplus =
                sources.stream().filter(one -> !one.is(Role.STANDBY)).toList();
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
