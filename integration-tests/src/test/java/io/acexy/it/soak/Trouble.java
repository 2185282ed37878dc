package io.acexy.it.soak;

import java.util.EnumSet;
import java.util.Set;

/** One thing that was done to the house, and what it may do to whom. Confined to the {@link TroubleLog} that made it. */
final class Trouble {

    /** What may come of it for players. */
    enum Effect {
        /** Who plays may be cut, and who waits refused. */
        CUT,
        /** Who comes may be refused. */
        REFUSE,
        /** Packets may be missing or garbled, as the engine has sent them. */
        DISTORT,
        /** Streams may have to go on with another engine. */
        MOVE,
        /** Other engines may not be found, or not be usable: with {@link #MOVE} this may cut. */
        BLIND,
        /** What came from an older process has to come from an engine: with {@link #BLIND} there may be none for a while. */
        INHERIT,
        /** Media may pause for longer than a fail-over takes. */
        SILENCE,
        /** A call may get no answer for as long as an engine may take: who waits for that one alone, as viewers of films do, waits in vain. */
        HOLD
    }

    final String name;
    /** Whom it concerns: a content's infohash, or another mark of a visit. Null: everybody. */
    final String tag;

    final Set<Effect> effects;
    final long from;
    /** In nanoseconds, as {@link #from}; {@link Long#MAX_VALUE} while it lasts. */
    long until = Long.MAX_VALUE;

    Trouble(String name, String tag, Set<Effect> effects, long from) {
        this.name = name;
        this.tag = tag;
        this.effects = effects.isEmpty() ? EnumSet.noneOf(Effect.class) : EnumSet.copyOf(effects);
        this.from = from;
    }

    boolean concerns(Set<String> tags) {
        return tag == null || tags.contains(tag);
    }

    /** Whether it was felt at any time since then. */
    boolean isFeltSince(long since, long now) {
        return from <= now && until >= since;
    }
}
