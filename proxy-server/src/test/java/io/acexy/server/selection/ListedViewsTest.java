package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineFault;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.EngineView.Condition;
import io.acexy.server.admin.EngineView.Listing;
import io.acexy.server.admin.EngineView.Slots;
import io.acexy.server.admin.EngineView.Vpn;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ListedViewsTest {

    private final Selecting world = new Selecting();
    private final ListedViews views = new ListedViews(world.parts(2));

    private EngineView only(Listed engine) {
        world.list(engine);
        assertThat(views.look()).hasSize(1);
        return views.look().get(0);
    }

    @Test
    void anEngineIsShownAsTheOrchestratorSeesIt() {
        Listed engine = Listed.engine("e").named("acestream-1").behind("gluetun", true);
        assertThat(only(engine))
                .isEqualTo(new EngineView(
                        new Engine("e", "e", 6878),
                        new Listing(
                                EngineView.Source.ORCHESTRATOR,
                                Optional.of("acestream-1"),
                                Condition.HEALTHY,
                                Optional.of(new Vpn(Optional.of("gluetun"), true)),
                                false,
                                Optional.empty()),
                        true,
                        new Slots(0, 0, OptionalInt.of(2)),
                        Optional.empty()));
    }

    @Test
    void ourSlotsAndThoseOfOthersAreToldApart() {
        world.books.take("e:6878");
        EngineView full = only(Listed.engine("e").streams("other"));
        assertThat(full.slots()).isEqualTo(new Slots(1, 1, OptionalInt.of(2)));
        assertThat(full.usable()).isFalse();
        EngineView free = only(Listed.engine("e"));
        assertThat(free.slots()).isEqualTo(new Slots(1, 0, OptionalInt.of(2)));
        assertThat(free.usable()).isTrue();
    }

    @Test
    void oneThatDrainsIsOfNoUse() {
        EngineView drains = only(Listed.engine("e").draining("its node goes"));
        assertThat(drains.usable()).isFalse();
        assertThat(drains.listing().draining()).isTrue();
        assertThat(drains.listing().drainReason()).contains("its node goes");
    }

    @Test
    void oneThatHasFailedIsALastResortAndOneThatDoesNotAnswerIsNone() {
        world.books.failed("e", EngineFault.broken("x"));
        assertThat(only(Listed.engine("e").health(EngineHealth.UNHEALTHY)).usable())
                .isTrue();
        world.books.silent("e");
        world.reach.failed(new Engine("e", "e", 6878), new EngineCheck(EngineCheck.State.UNREACHABLE, "refused"));
        EngineView silent = only(Listed.engine("e"));
        assertThat(silent.usable()).isFalse();
        assertThat(silent.unreachable()).contains("refused");
    }

    @Test
    void aNameOfNothingIsNone() {
        assertThat(only(Listed.engine("e").named(" ")).listing().label()).isEmpty();
        assertThat(only(Listed.engine("e").named(null)).listing().label()).isEmpty();
    }
}
