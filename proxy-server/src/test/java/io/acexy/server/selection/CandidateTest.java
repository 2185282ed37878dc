package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineScore;
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

    // ---- as listed ----

    private final Selecting world = new Selecting();

    private Candidate listed(EngineState state) {
        return Candidate.of(state, world.roster, world.books);
    }

    private Tier tier(Listed engine) {
        return listed(engine.state()).tier();
    }

    @Test
    void anEngineIsAsHealthyAsTheOrchestratorSays() {
        assertThat(tier(Listed.engine("e"))).isEqualTo(Tier.HEALTHY);
        assertThat(tier(Listed.engine("e").health(EngineHealth.UNKNOWN))).isEqualTo(Tier.UNPROVEN);
        assertThat(tier(Listed.engine("e").health(EngineHealth.UNHEALTHY))).isEqualTo(Tier.UNHEALTHY);
    }

    @Test
    void whatWeHaveSeenOfItCountsMore() {
        Listed unhealthy = Listed.engine("e").health(EngineHealth.UNHEALTHY);
        world.books.answered("e");
        assertThat(tier(unhealthy)).isEqualTo(Tier.HEALTHY);
        world.books.failed("e", EngineFault.broken("x"));
        assertThat(tier(unhealthy)).isEqualTo(Tier.ASIDE);
        assertThat(tier(Listed.engine("e"))).isEqualTo(Tier.ASIDE);
        world.books.silent("e");
        assertThat(tier(Listed.engine("e"))).isEqualTo(Tier.SILENT);
    }

    @Test
    void theUsualIsWhatIsUnprovenAtWorstAndTheLastResortIsWhatAnswers() {
        assertThat(Tier.HEALTHY.isWithin(Tier.USUAL)).isTrue();
        assertThat(Tier.UNPROVEN.isWithin(Tier.USUAL)).isTrue();
        assertThat(Tier.ASIDE.isWithin(Tier.USUAL)).isFalse();
        assertThat(Tier.UNHEALTHY.isWithin(Tier.LAST_RESORT)).isTrue();
        assertThat(Tier.SILENT.isWithin(Tier.LAST_RESORT)).isFalse();
    }

    @Test
    void whatTheOrchestratorDoesNotKnowOfOurLoadYetIsTakenOffItsScore() {
        Listed busy = Listed.engine("e").streams(1);
        world.orchestrator.offers("scores");
        world.list(busy);
        world.orchestrator.give("scores", List.of(new EngineScore("e", 90, 1)));

        assertThat(listed(busy.state()).score()).isEqualTo(OptionalDouble.of(90));
        world.books.take("e:6878");
        world.books.take("e:6878");
        Candidate loaded = listed(busy.state());
        assertThat(loaded.load()).isEqualTo(3);
        assertThat(loaded.score()).isEqualTo(OptionalDouble.of(50));
        assertThat(listed(Listed.engine("other").state()).score()).isEmpty();
    }

    @Test
    void whenItWasLastUsedIsReadFromTheListToo() {
        assertThat(listed(Listed.engine("e").lastUsed(MORNING).state()).lastUsed())
                .isEqualTo(MORNING);
        assertThat(listed(Listed.engine("e").state()).engine()).isEqualTo(new Engine("e", "e", 6878));
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
