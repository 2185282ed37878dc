package io.acexy.orchestrator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.message.BlockedReason;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private static Refusal refusal(int status, String body) {
        return refusal(status, body, new DefaultHttpHeaders());
    }

    private static Refusal refusal(int status, String body, HttpHeaders headers) {
        return Refusal.of(new HttpOutcome.Answered(status, headers, body), Advice.of(headers, CLOCK));
    }

    @Test
    void readsADetailThatIsAnObject() {
        Refusal refusal = refusal(
                503,
                "{\"detail\":{\"error\":\"provisioning_blocked\",\"code\":\"vpn_disconnected\",\"message\":\"VPN is down\","
                        + "\"recovery_eta_seconds\":60,\"can_retry\":true,\"should_wait\":true}}");
        assertThat(refusal.reason().code()).isEqualTo(BlockedReason.VPN_DISCONNECTED);
        assertThat(refusal.comeBackIn()).contains(Duration.ofMinutes(1));
        assertThat(refusal.isTemporary()).isTrue();
    }

    @Test
    void readsADetailThatIsAString() {
        Refusal vpn = refusal(503, "{\"detail\":\"Cannot provision engine: VPN not available\"}");
        assertThat(vpn.reason().code()).isEqualTo(BlockedReason.VPN_DISCONNECTED);
        assertThat(vpn.comeBackIn()).contains(Duration.ofMinutes(1));
        Refusal breaker = refusal(503, "{\"detail\":\"Circuit breaker is open\"}");
        assertThat(breaker.reason().code()).isEqualTo(BlockedReason.CIRCUIT_BREAKER);
    }

    @Test
    void takesAStringWithAFiveHundredForPermanentEvenIfItNamesTheVpn() {
        Refusal refusal = refusal(500, "{\"detail\":\"Failed to provision engine: no VPN image\"}");
        assertThat(refusal.isTemporary()).isFalse();
        assertThat(refusal.structured()).isTrue();
    }

    @Test
    void readsADetailThatIsAnArray() {
        Refusal refusal = refusal(
                422,
                "{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"stream\",\"key_type\"],\"msg\":\"Input should be x\"}]}");
        assertThat(refusal.reason().message()).contains("key_type").contains("Input should be x");
        assertThat(refusal.isTemporary()).isFalse();
    }

    @Test
    void readsTheErrorOfTheRewrite() {
        assertThat(refusal(400, "{\"error\":\"content_id required\"}").reason().message())
                .isEqualTo("content_id required");
    }

    @Test
    void readsWhatIsNotJsonAtAll() {
        Refusal refusal = refusal(502, "<html><body>Bad Gateway</body></html>");
        assertThat(refusal.structured()).isFalse();
        assertThat(refusal.reason().message()).startsWith("<html>");
        assertThat(refusal(401, "unauthorized\n").reason().message()).isEqualTo("unauthorized");
        assertThat(refusal(500, "").reason().message()).isEqualTo("status 500");
    }

    @Test
    void knowsAFullOrchestratorByTheTextOfItsGeneralError() {
        Refusal refusal = refusal(
                500,
                "{\"detail\":{\"error\":\"provisioning_failed\",\"code\":\"general_error\","
                        + "\"message\":\"Maximum active replicas limit reached (4)\",\"recovery_eta_seconds\":null,"
                        + "\"can_retry\":false,\"should_wait\":false}}");
        assertThat(refusal.reason().code()).isEqualTo(BlockedReason.MAX_CAPACITY);
        assertThat(refusal.isTemporary()).isTrue();
    }

    @Test
    void waitsAtFullCapacityWhateverTheRetryFlagSays() {
        Refusal refusal = refusal(
                503,
                "{\"detail\":{\"code\":\"max_capacity\",\"recovery_eta_seconds\":null,\"can_retry\":false,"
                        + "\"should_wait\":true}}");
        assertThat(refusal.isTemporary()).isTrue();
        assertThat(refusal.comeBackIn()).isEmpty();
    }

    @Test
    void readsRetryAfterInSecondsAndAsADate() {
        HttpHeaders seconds = new DefaultHttpHeaders().set("Retry-After", "17");
        assertThat(refusal(503, "{}", seconds).comeBackIn()).contains(Duration.ofSeconds(17));
        HttpHeaders date = new DefaultHttpHeaders().set("Retry-After", "Thu, 01 Jan 2026 00:00:20 GMT");
        assertThat(refusal(503, "{}", date).comeBackIn()).contains(Duration.ofSeconds(20));
        for (String nonsense : List.of("soon", "", "a page, and not a time ".repeat(9))) {
            HttpHeaders headers = new DefaultHttpHeaders().set("Retry-After", nonsense);
            assertThat(refusal(503, "{}", headers).comeBackIn()).isEmpty();
        }
    }

    @Test
    void doesNotBelieveANonsensicalRecoveryTime() {
        String body = "{\"detail\":{\"code\":\"vpn_error\",\"recovery_eta_seconds\":%s,\"should_wait\":true}}";
        assertThat(refusal(503, body.formatted("-5")).comeBackIn()).isEmpty();
        assertThat(refusal(503, body.formatted("1e300")).comeBackIn()).isEmpty();
        assertThat(refusal(503, body.formatted("\"30\"")).comeBackIn()).contains(Duration.ofSeconds(30));
    }
}
