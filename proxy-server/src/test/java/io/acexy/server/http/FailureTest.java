package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureTest {

    private static final Request.Form TEXT = new Request.Form(true, true, false, false);
    private static final Request.Form JSON = new Request.Form(true, true, true, false);

    private static Failure failure(Duration retryAfter) {
        return Failure.of(FailureKind.ENGINE_FAILED, "the \"engine\"\nbroke", retryAfter);
    }

    private static String body(Answer answer) {
        return ((Answer.Whole) answer).body().toString(StandardCharsets.UTF_8);
    }

    @Test
    void textIsTheReasonAndTheAdvice() {
        Answer answer = failure(Duration.ZERO).answer(TEXT);
        assertThat(answer.status().code()).isEqualTo(502);
        assertThat(answer.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.headers().get(HttpHeaderNames.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(answer.headers().get(HttpHeaderNames.RETRY_AFTER)).isNull();
        assertThat(body(answer)).isEqualTo("the \"engine\"\nbroke\n" + FailureKind.ENGINE_FAILED.advice() + "\n");
    }

    @Test
    void jsonIsEscapedAndHasTheSameWaitAsTheHeader() {
        Answer answer = failure(Duration.ofSeconds(10)).answer(JSON);
        assertThat(answer.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(answer.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("10");
        assertThat(body(answer))
                .contains("\"error\":\"engine_failed\"")
                .contains("\"reason\":\"the \\\"engine\\\"\\nbroke\"")
                .contains("\"retry_after_seconds\":10");
    }

    @Test
    void aWaitBelowASecondIsASecond() {
        Answer answer = failure(Duration.ofMillis(200)).answer(JSON);
        assertThat(answer.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
        assertThat(body(answer)).contains("\"retry_after_seconds\":1}");
    }

    @Test
    void everyKindHasAnErrorsStatusAndAdvice() {
        for (FailureKind kind : FailureKind.values()) {
            assertThat(kind.status().code()).as(kind.name()).isBetween(400, 599);
            assertThat(kind.advice()).as(kind.name()).isNotBlank();
        }
    }
}
