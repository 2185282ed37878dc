package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineState;
import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * An engine with room, and what speaks for it.
 *
 * @param state as listed
 * @param engine how to reach it
 * @param tier how good it is at all
 * @param score the orchestrator's opinion, less what it does not know of our own load yet
 * @param load streams on it, ours included
 * @param lastUsed when a stream was last put on it
 */
record Candidate(EngineState state, Engine engine, Tier tier, OptionalDouble score, int load, Instant lastUsed) {

    /** From the best to the last resort. */
    enum Tier {
        HEALTHY,
        /** Nobody has looked yet. */
        UNPROVEN,
        /** It has just failed us. */
        ASIDE,
        UNHEALTHY,
        /** It did not answer us a moment ago: no resort at all. */
        SILENT;

        /** Good enough not to ask for another engine. */
        static final Tier USUAL = UNPROVEN;

        static final Tier LAST_RESORT = UNHEALTHY;

        boolean isWithin(Tier worst) {
            return compareTo(worst) <= 0;
        }
    }

    /** What one stream more costs in the orchestrator's scores. */
    private static final double POINTS_PER_STREAM = 20;

    /** Healthy, best score, fewest streams, forwarded, longest unused. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::tier)
            .thenComparing(Comparator.comparingDouble(Candidate::points).reversed())
            .thenComparingInt(Candidate::load)
            .thenComparing(candidate -> !candidate.state.vpn().forwarded())
            .thenComparing(Candidate::lastUsed);

    static Candidate of(EngineState state, EngineRoster roster, EngineBooks books) {
        Engine engine = EngineRoster.engineOf(state);
        int load = books.load(state, engine.authority(), roster.askedNanos());
        OptionalDouble told = roster.score(state.containerId());
        OptionalDouble score = told.isEmpty()
                ? told
                : OptionalDouble.of(told.getAsDouble() - POINTS_PER_STREAM * (load - state.streamCount()));
        return new Candidate(
                state, engine, tierOf(state, books), score, load, books.lastUsed(state, engine.authority()));
    }

    private static Tier tierOf(EngineState state, EngineBooks books) {
        if (books.isSilent(state.containerId())) {
            return Tier.SILENT;
        }
        if (books.isAside(state.containerId())) {
            return Tier.ASIDE;
        }
        if (state.health() == EngineHealth.HEALTHY || books.hasAnswered(state.containerId())) {
            return Tier.HEALTHY;
        }
        return state.health() == EngineHealth.UNKNOWN ? Tier.UNPROVEN : Tier.UNHEALTHY;
    }

    private double points() {
        return score.orElse(0);
    }
}
