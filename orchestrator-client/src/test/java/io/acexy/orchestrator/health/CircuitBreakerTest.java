package io.acexy.orchestrator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.health.CircuitBreaker.Admission;
import io.acexy.orchestrator.time.Backoff;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final CircuitBreaker breaker = new CircuitBreaker(
            new BreakerConfig(3, new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30), 0)), ticker, () -> 0.5);

    private void open() {
        for (int i = 0; i < 3; i++) {
            breaker.failed();
        }
    }

    @Test
    void passesUntilSeveralCallsInARowHaveFailed() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.admit()).isEqualTo(Admission.PASS);
        breaker.failed();
        assertThat(breaker.admit()).isEqualTo(Admission.STOP);
        assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void letsOneProbeAtATimeTestTheWayBack() {
        open();
        ticker.advance(2, TimeUnit.SECONDS);
        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
        assertThat(breaker.admit()).isEqualTo(Admission.STOP);
        breaker.succeeded();
        assertThat(breaker.admit()).isEqualTo(Admission.PASS);
    }

    @Test
    void staysOpenLongerAfterEachProbeThatFailed() {
        open();
        ticker.advance(2, TimeUnit.SECONDS);
        breaker.admit();
        breaker.failed();
        ticker.advance(3, TimeUnit.SECONDS);
        assertThat(breaker.admit()).isEqualTo(Admission.STOP);
        ticker.advance(1, TimeUnit.SECONDS);
        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
    }

    @Test
    void letsTheNextProbeGoWhenOneSaidNothing() {
        open();
        ticker.advance(2, TimeUnit.SECONDS);
        breaker.admit();
        breaker.unclear();
        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
    }

    @Test
    void isNotHeldOpenByCallsThatWereOutWhenItOpened() {
        open();
        ticker.advance(1, TimeUnit.SECONDS);
        breaker.failed();
        ticker.advance(1, TimeUnit.SECONDS);
        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
    }
}
