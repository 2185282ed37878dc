package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.orchestrator.message.EngineReservation;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChosenThereTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final Engine ENGINE = new Engine("e", "host", 6878);
    private static final EngineReservation RESERVATION =
            new EngineReservation("e", "host", 6878, OptionalInt.empty(), false, OptionalInt.empty());

    private final Selecting world = new Selecting();
    private final SelectionParts parts = world.parts(1);
    private final ListedEngines engines = new ListedEngines(parts, id -> false, () -> {});
    private final ChosenThere there = new ChosenThere(parts, engines);
    private final List<Wish> others = new ArrayList<>();
    private final Promise<EngineSelection> answer = world.orchestrator.loop.newPromise();
    private final Wish wish = new Wish(CONTENT, Set.of(), answer);

    @BeforeEach
    void ask() {
        world.orchestrator.offers("reserve", "streamStarted", "streamEnded");
        there.ask(wish, others::add);
    }

    /** What gives a slot back there: a stream that starts and ends. */
    private boolean isGivenBack() {
        return world.orchestrator.count("streamStarted") == 1;
    }

    @Test
    void whatIsChosenThereServes() {
        world.orchestrator.give("reserve", RESERVATION);
        assertThat(((Selected) answer.getNow()).engine()).isEqualTo(ENGINE);
        assertThat(world.books.slots("host:6878")).isEqualTo(1);
        world.orchestrator.advance(Duration.ofSeconds(1));
        assertThat(others).isEmpty();
        assertThat(isGivenBack()).isFalse();
    }

    @Test
    void aSlotThatWasNotUsedIsGivenBackThereToo() {
        world.orchestrator.give("reserve", RESERVATION);
        ((Selected) answer.getNow()).lease().release();
        world.orchestrator.run();
        assertThat(isGivenBack()).isTrue();
        assertThat(world.books.slots("host:6878")).isZero();
    }

    @Test
    void whatDoesNotSuitIsGivenBackAndTheCallerGoesOn() {
        world.books.silent("e");
        world.orchestrator.give("reserve", RESERVATION);
        assertThat(others).containsExactly(wish);
        assertThat(answer.isDone()).isFalse();
        assertThat(isGivenBack()).isTrue();
        world.orchestrator.advance(Duration.ofSeconds(1));
        assertThat(others).as("once").hasSize(1);
    }

    @Test
    void whereNothingIsChosenTheCallerGoesOnAtOnce() {
        world.orchestrator.fail("reserve");
        assertThat(others).containsExactly(wish);
        assertThat(isGivenBack()).isFalse();
    }

    @Test
    void aCallerWaitsASecondAndWhatComesLaterIsGivenBack() {
        world.orchestrator.advance(Duration.ofMillis(999));
        assertThat(others).isEmpty();
        world.orchestrator.advance(Duration.ofMillis(1));
        assertThat(others).containsExactly(wish);

        world.orchestrator.give("reserve", RESERVATION);
        assertThat(others).hasSize(1);
        assertThat(answer.isDone()).isFalse();
        assertThat(isGivenBack()).isTrue();
    }
}
