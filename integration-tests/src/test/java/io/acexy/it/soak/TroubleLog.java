package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was done to the house and when, so that whatever befalls a player can be put down to it, or cannot. Any thread. */
final class TroubleLog {

    /** Troubles that were over for so long are nobody's fault any more. */
    private static final long REMEMBERED = Duration.ofMinutes(20).toNanos();

    /** Marks who watches a film. */
    static final String FILM = "film";

    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** Writes down that something begins. */
    synchronized Trouble begin(String name, String tag, Set<Effect> effects) {
        return beginIn(Duration.ZERO, name, tag, effects);
    }

    /** Writes down that something will be felt from a later moment on. */
    synchronized Trouble beginIn(Duration delay, String name, String tag, Set<Effect> effects) {
        long now = System.nanoTime();
        Trouble trouble = new Trouble(name, tag, effects, now + delay.toNanos());
        troubles.add(trouble);
        counts.merge(name, 1, Integer::sum);
        troubles.removeIf(old -> old.until < now - REMEMBERED);
        return trouble;
    }

    /** Writes down that it is over, and how long it may be felt after that. */
    synchronized void end(Trouble trouble, Duration felt) {
        trouble.until = System.nanoTime() + felt.toNanos();
    }

    /** What may have had this effect on somebody since then. */
    synchronized Optional<String> blame(Effect effect, Set<String> tags, long since) {
        Optional<String> direct = felt(effect, tags, since).findFirst().map(one -> one.name);
        if (direct.isEmpty() && effect == Effect.CUT) {
            direct = blind(Effect.MOVE, tags, since);
        }
        if (direct.isEmpty() && effect == Effect.REFUSE && tags.contains(FILM)) {
            direct = felt(Effect.HOLD, tags, since).findFirst().map(one -> one.name);
        }
        if (direct.isEmpty() && (effect == Effect.CUT || effect == Effect.MOVE)) {
            direct = blind(Effect.INHERIT, tags, since);
        }
        return direct;
    }

    /** Another engine was needed, and could not be found. */
    private Optional<String> blind(Effect effect, Set<String> tags, long since) {
        return felt(effect, tags, since).findFirst().flatMap(move -> felt(Effect.BLIND, tags, since)
                .filter(blind -> blind != move)
                .findFirst()
                .map(blind -> move.name + " with " + blind.name));
    }

    private Stream<Trouble> felt(Effect effect, Set<String> tags, long since) {
        long now = System.nanoTime();
        return troubles.stream()
                .filter(one -> one.effects.contains(effect) && one.concerns(tags) && one.isFeltSince(since, now));
    }

    /** What is felt now, for whoever has to find out why. */
    synchronized String now() {
        long now = System.nanoTime();
        return String.join(
                "; ",
                troubles.stream()
                        .filter(one -> one.isFeltSince(now, now))
                        .map(one -> one.name + (one.tag == null ? "" : " at " + one.tag))
                        .toList());
    }

    /** How often each thing was done. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
