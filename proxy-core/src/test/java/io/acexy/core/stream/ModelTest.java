package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whatever players, engines, the orchestrator and the clock do, a stream does what the model expects. {@code -Dmodel.runs=100000} does
 * more of it, {@code -Dmodel.seed=7} from another place on.
 */
@AlikeOnEveryJvm
class ModelTest {

    private static final int RUNS = Integer.getInteger("model.runs", 1_000);
    private static final long FIRST = Long.getLong("model.seed", 1);
    private static final int STEPS = 50;

    @Test
    void aStreamAndItsModelAgreeWhateverHappens() {
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            List<ModelCommand> commands = ModelCommand.some(seed, STEPS);
            Optional<String> difference = ModelWorld.difference(commands);
            if (difference.isPresent()) {
                List<ModelCommand> least = shrunk(commands);
                throw new AssertionError(
                        "run " + seed + ", " + ModelWorld.difference(least).orElse("now and then") + "\n  after "
                                + least + "\n  in full, " + difference.get());
            }
        }
    }

    /** Ever smaller pieces are left out, as long as there is still a difference. */
    static List<ModelCommand> shrunk(List<ModelCommand> commands) {
        List<ModelCommand> least = new ArrayList<>(commands);
        for (int size = least.size() / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
            for (int from = 0; from < least.size(); ) {
                List<ModelCommand> less = new ArrayList<>(least);
                less.subList(from, Math.min(from + size, less.size())).clear();
                if (ModelWorld.difference(less).isPresent()) {
                    least = less;
                } else {
                    from += size;
                }
            }
        }
        return least;
    }

    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(ModelCommand.some(3, STEPS)).isEqualTo(ModelCommand.some(3, STEPS));
    }
}
