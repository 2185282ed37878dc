package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.server.selection.Candidate.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateTest {

    private static final Instant MORNING = Instant.parse("2026-01-01T06:00:00Z");

    private static final Candidate BASE = candidate("base", Tier.HEALTHY, OptionalDouble.empty(), 1, false, MORNING);

    @Test
    void theStateOfAnEngineOutweighsAllElse() {
        Candidate unproven = candidate("u", Tier.UNPROVEN, OptionalDouble.of(100), 0, true, Instant.EPOCH);
        Candidate aside = candidate("a", Tier.ASIDE, OptionalDouble.of(100), 0, true, Instant.EPOCH);
        Candidate unhealthy = candidate("x", Tier.UNHEALTHY, OptionalDouble.of(100), 0, true, Instant.EPOCH);
        assertOrder(BASE, unproven, aside, unhealthy);
    }

    @Test
    void aScoreDecidesAmongTheHealthy() {
        Candidate better = candidate("b", Tier.HEALTHY, OptionalDouble.of(90), 2, false, MORNING);
        Candidate worse = candidate("w", Tier.HEALTHY, OptionalDouble.of(80), 0, true, Instant.EPOCH);
        assertOrder(better, worse);
    }

    @Test
    void withoutAScoreFewerStreamsThenForwardedThenLongestUnusedComesFirst() {
        Candidate empty = candidate("e", Tier.HEALTHY, OptionalDouble.empty(), 0, false, MORNING.plusSeconds(9));
        Candidate forwarded = candidate("f", Tier.HEALTHY, OptionalDouble.empty(), 1, true, MORNING.plusSeconds(9));
        Candidate never = candidate("n", Tier.HEALTHY, OptionalDouble.empty(), 1, false, Instant.EPOCH);
        Candidate recent = candidate("r", Tier.HEALTHY, OptionalDouble.empty(), 1, false, MORNING.plusSeconds(1));
        assertOrder(empty, forwarded, never, BASE, recent);
    }

    private static void assertOrder(Candidate... expected) {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            List<Candidate> shuffled = new ArrayList<>(List.of(expected));
            Collections.shuffle(shuffled, random);
            shuffled.sort(Candidate.BEST_FIRST);
            assertThat(shuffled).containsExactly(expected);
        }
    }

    private static Candidate candidate(
            String id, Tier tier, OptionalDouble score, int load, boolean forwarded, Instant lastUsed) {
        EngineState state = new EngineState(
                id,
                new EngineState.About(id, Map.of(), Optional.empty()),
                new EngineState.Address("engine", 6878, OptionalInt.empty()),
                EngineHealth.HEALTHY,
                new EngineState.Vpn(forwarded, Optional.empty()),
                new EngineState.Drain(false, Optional.empty()),
                new EngineState.Load(load, List.of(), Optional.empty()));
        return new Candidate(state, EngineRoster.engineOf(state), tier, score, load, lastUsed);
    }
}
