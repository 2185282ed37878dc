package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Unavailable;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.reply.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortageTest {

    private static final String PREFIX = "Service temporarily unavailable: ";
    private static final Duration USUAL = Duration.ofSeconds(10);

    private static BlockedReason reason(String code, String message, Duration eta) {
        return new BlockedReason(code, message, Optional.ofNullable(eta), true, true);
    }

    @ParameterizedTest
    @CsvSource({
        "vpn_disconnected, Service temporarily unavailable: VPN connection is being restored",
        "vpn_error,        Service temporarily unavailable: VPN error during provisioning",
        "circuit_breaker,  Service temporarily unavailable: System is recovering from errors",
        "max_capacity,     Service at capacity: Please try again in a moment",
        "another,          Service temporarily unavailable: its own words",
    })
    void eachReasonHasItsText(String code, String text) {
        assertThat(Shortage.of(reason(code, "its own words", null))).isEqualTo(new Shortage(text, USUAL));
    }

    @ParameterizedTest(name = "{0} ms: {1} ms")
    @CsvSource({"0, 10000", "999, 10000", "1000, 1000", "30000, 30000"})
    void aTimeThatIsToldIsPassedOnUnlessItIsNone(long told, long passed) {
        assertThat(Shortage.of(reason("vpn_error", "", Duration.ofMillis(told))).retryAfter())
                .isEqualTo(Duration.ofMillis(passed));
    }

    @Test
    void wordsOfTheOrchestratorAreOneLineOfAtMostTwoHundredLetters() {
        assertThat(Shortage.of(reason("x", "  one\r\n\ttwo ", null)).text()).isEqualTo(PREFIX + "one two");
        assertThat(Shortage.of(reason("x", "a".repeat(200), null)).text()).isEqualTo(PREFIX + "a".repeat(200));
        assertThat(Shortage.of(reason("x", "a".repeat(201), null)).text()).isEqualTo(PREFIX + "a".repeat(200) + "...");
    }

    @Test
    void aRefusedKeyIsSaidAsItIs() {
        Refusal refusal = new Refusal(403, true, reason("general_error", "no", null), Optional.empty());
        assertThat(Shortage.of(refusal).text()).isEqualTo(PREFIX + "the orchestrator refuses this proxy's key");
    }

    @Test
    void aRefusalSaysWhenToComeBack() {
        Refusal refusal = new Refusal(503, true, reason("vpn_error", "no", null), Optional.of(Duration.ofSeconds(7)));
        assertThat(Shortage.of(refusal).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void enginesThatDrainAreNamedWhereThereAreSome() {
        assertThat(Shortage.full(0).text()).isEqualTo("Service at capacity: Please try again in a moment");
        assertThat(Shortage.full(2).text())
                .isEqualTo("Service at capacity: Please try again in a moment (2 engines are draining)");
    }

    @Test
    void whereThereAreEnginesOneMayBecomeFree() {
        Shortage why = Shortage.because("x");
        assertThat(why.selection(true)).isEqualTo(new Busy(PREFIX + "x", USUAL));
        assertThat(why.selection(false)).isEqualTo(new Unavailable(PREFIX + "x", USUAL));
    }
}
