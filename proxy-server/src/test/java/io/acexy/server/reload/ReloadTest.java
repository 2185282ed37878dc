package io.acexy.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.config.EffectiveConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes of the wish to read the settings again. */
@Timeout(60)
class ReloadTest {

    private final Bugs bugs = new Bugs();
    private final RunningConfig settings = new RunningConfig(players(1));
    private final List<String> done = new ArrayList<>();

    private final List<String> seen = new ArrayList<>();
    private final Reload.Watch watch = new Reload.Watch() {
        @Override
        public void begins() {
            seen.add("begins");
        }

        @Override
        public void over() {
            seen.add("over");
        }
    };

    private static EffectiveConfig players(int most) {
        Map<String, String> properties = Map.of("acexy.limit.players", Integer.toString(most));
        return ProxyConfig.load(new ConfigSources(Map.of(), List.of(), properties, Map.of()));
    }

    private Part part(String name) {
        return next -> {
            done.add(name + " reads");
            return () ->
                    done.add(name + " has " + settings.now().limits().players().all());
        };
    }

    private Reload reload(Supplier<EffectiveConfig> source, Part... parts) {
        return new Reload(source, settings, List.of(parts), watch, bugs);
    }

    @Test
    void everythingIsReadBeforeAnythingIsTaken() {
        Outcome outcome = reload(() -> players(2), part("one"), part("two")).again();
        assertThat(done).containsExactly("one reads", "two reads", "one has 2", "two has 2");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Taken.class, taken -> assertThat(
                        taken.differences().taken())
                .containsExactly("acexy.limit.players"));
    }

    @Test
    void wrongSettingsAreNamedAndChangeNothing() {
        Outcome outcome = reload(
                        () -> {
                            throw new ConfigException(List.of("acexy.port: no", "acexy.host: no"));
                        },
                        part("one"))
                .again();
        assertThat(outcome).isEqualTo(new Outcome.Refused(List.of("acexy.port: no", "acexy.host: no")));
        assertThat(done).isEmpty();
        assertThat(settings.now().limits().players().all()).isEqualTo(1);
    }

    @Test
    void whoWatchesHearsOfItsBeginAndOfItsEndWhateverComesOfIt() {
        reload(() -> players(2)).again();
        assertThat(seen).containsExactly("begins", "over");
        reload(() -> {
                    throw new ConfigException(List.of("acexy.port: no"));
                })
                .again();
        assertThat(seen).containsExactly("begins", "over", "begins", "over");
    }

    @Test
    void aFileThatCannotBeReadChangesNothingEither() {
        Part broken = next -> {
            throw new IOException("acexy.access.keys.file (keys): line 3: no");
        };
        Outcome outcome = reload(() -> players(2), part("one"), broken).again();
        assertThat(outcome).isEqualTo(new Outcome.Refused(List.of("acexy.access.keys.file (keys): line 3: no")));
        assertThat(done).containsExactly("one reads");
        assertThat(settings.now().limits().players().all()).isEqualTo(1);
    }

    @Test
    void oneWishComesAfterTheOtherAndTooManyAreToldSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Reload slow = reload(() -> {
            begun.countDown();
            await(go);
            return players(2);
        });
        try (slow) {
            List<Future<Outcome>> wishes = new ArrayList<>();
            wishes.add(slow.again(ImmediateEventExecutor.INSTANCE));
            begun.await();
            for (int i = 0; i < 5; i++) {
                wishes.add(slow.again(ImmediateEventExecutor.INSTANCE));
            }
            assertThat(wishes.get(5).getNow()).isEqualTo(new Outcome.Busy());
            go.countDown();
            for (Future<Outcome> wish : wishes.subList(0, 5)) {
                assertThat(wish.get()).isInstanceOf(Outcome.Taken.class);
            }
        }
    }

    @Test
    void aMistakeOfThisProgramIsReportedAndNobodyWaitsForEver() throws Exception {
        try (Reload broken = reload(() -> {
            throw new IllegalStateException("a mistake");
        })) {
            Future<Outcome> wish = broken.again(ImmediateEventExecutor.INSTANCE);
            assertThat(wish.await().isSuccess()).isFalse();
            assertThat(bugs.count()).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
