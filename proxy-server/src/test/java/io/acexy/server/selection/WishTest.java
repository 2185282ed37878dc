package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelection.Unavailable;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WishTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final Engine FAILED = Engine.at("failed", 6878);
    private static final EngineSelection NONE = new Unavailable("none", Duration.ZERO);

    private final AskedOrchestrator world = new AskedOrchestrator();
    private final List<Wish> chosen = new ArrayList<>();
    private final List<Wish> forgotten = new ArrayList<>();
    private int released;

    private final Wish.Chooser chooser = new Wish.Chooser() {
        @Override
        public void choose(Wish wish) {
            chosen.add(wish);
        }

        @Override
        public void forget(Wish wish) {
            forgotten.add(wish);
        }
    };

    private final EngineLease lease = new EngineLease() {
        @Override
        public void release() {
            released++;
        }

        @Override
        public void fail(EngineFault fault) {}
    };

    private Future<EngineSelection> bring() {
        Future<EngineSelection> answer = Wish.bring(world.desk(), CONTENT, Set.of(FAILED), world.loop, chooser);
        world.run();
        return answer;
    }

    @Test
    void aWishIsBroughtWithWhatItIsFor() {
        bring();
        assertThat(chosen).hasSize(1);
        assertThat(chosen.get(0).content()).isEqualTo(CONTENT);
        assertThat(chosen.get(0).excluding()).containsExactly(FAILED);
        assertThat(chosen.get(0).isServed()).isFalse();
    }

    @Test
    void oneThatNobodyWaitsForIsForgottenAndOneThatHasItsAnswerIsNot() {
        Future<EngineSelection> answer = bring();
        bring().cancel(false);
        world.run();
        assertThat(forgotten).containsExactly(chosen.get(1));
        chosen.get(0).answer(NONE);
        world.run();
        assertThat(answer.getNow()).isEqualTo(NONE);
        assertThat(forgotten).hasSize(1);
    }

    @Test
    void theTimerOfOneThatIsAnsweredIsCancelled() {
        bring();
        Promise<Void> timer = world.loop.newPromise();
        chosen.get(0).until(timer);
        chosen.get(0).answer(NONE);
        assertThat(timer.isCancelled()).isTrue();
    }

    @Test
    void aSlotThatNobodyTakesIsGivenBackAndOneThatIsTakenIsNot() {
        bring();
        chosen.get(0).answer(new Selected(FAILED, lease));
        assertThat(released).isZero();
        chosen.get(0).answer(new Selected(FAILED, lease));
        assertThat(released).isEqualTo(1);
        chosen.get(0).answer(NONE);
        assertThat(released).isEqualTo(1);
    }

    @Test
    void oneForWhichAnEngineIsTriedIsServedForTheTimeBeing() {
        bring();
        chosen.get(0).onTrial(true);
        assertThat(chosen.get(0).isServed()).isTrue();
        chosen.get(0).onTrial(false);
        assertThat(chosen.get(0).isServed()).isFalse();
    }
}
