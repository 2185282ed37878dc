package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.time.Clockwork;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskTest {

    private final AskedOrchestrator world = new AskedOrchestrator();

    @ParameterizedTest
    @CsvSource({"0, 9000", "0.25, 9500", "0.5, 10000", "0.75, 10500"})
    void aWaitIsATenthLongerOrShorterAsChanceHasIt(double chance, long millis) {
        Clockwork clockwork = new Clockwork(world.loop, world.ticker, InstantSource.system(), () -> chance);
        assertThat(new Desk(clockwork, world.bugs).spread(Duration.ofSeconds(10)))
                .isEqualTo(Duration.ofMillis(millis));
    }
}
