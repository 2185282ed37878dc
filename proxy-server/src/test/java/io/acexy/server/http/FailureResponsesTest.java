package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamFailure.Kind;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureResponsesTest {

    private static final Route.Form TEXT = new Route.Form(true, true, false, false);
    private static final Route.Form JSON = new Route.Form(true, true, true, false);
    private static final Route.Form HEAD = new Route.Form(false, true, false, false);

    private static Failure failure(Duration retryAfter) {
        return FailureResponses.of(new StreamFailure(Kind.ENGINE_FAILED, "the \"engine\"\nbroke", retryAfter));
    }

    private static String body(FullHttpResponse response) {
        try {
            return response.content().toString(StandardCharsets.UTF_8);
        } finally {
            response.release();
        }
    }

    @Test
    void eachKindHasItsStatus() {
        Map<Kind, Integer> statuses = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Failure failure = FailureResponses.of(new StreamFailure(kind, "why", Duration.ZERO));
            statuses.put(kind, failure.status().code());
        }
        assertThat(statuses)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Kind.BAD_REQUEST, 400,
                        Kind.CONTENT_UNKNOWN, 404,
                        Kind.ENGINE_FAILED, 502,
                        Kind.NO_ENGINE, 503,
                        Kind.LIMIT_REACHED, 503,
                        Kind.SHUTTING_DOWN, 503,
                        Kind.NO_MEDIA_IN_TIME, 504,
                        Kind.ENDED, 502,
                        Kind.TOO_SLOW, 502));
    }

    @ParameterizedTest
    @EnumSource
    void eachKindHasAReasonAWordForProgramsAndAnAdvice(Kind kind) {
        Failure failure = FailureResponses.of(new StreamFailure(kind, "why", Duration.ofSeconds(3)));
        assertThat(failure.reason()).isEqualTo("why");
        assertThat(failure.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(failure.advice()).isNotBlank();
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void textIsTheReasonAndTheAdvice() {
        FullHttpResponse response = FailureResponses.response(failure(Duration.ZERO), TEXT);
        assertThat(response.status().code()).isEqualTo(502);
        assertThat(response.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.headers().get(HttpHeaderNames.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(response.headers().contains(HttpHeaderNames.RETRY_AFTER)).isFalse();
        assertThat(response.headers().getInt(HttpHeaderNames.CONTENT_LENGTH))
                .isEqualTo(response.content().readableBytes());
        assertThat(body(response)).startsWith("the \"engine\"\nbroke\n").endsWith("\n");
    }

    @Test
    void jsonIsEscapedAndHasTheSameWaitAsTheHeader() {
        FullHttpResponse response = FailureResponses.response(failure(Duration.ofSeconds(10)), JSON);
        assertThat(response.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(response.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("10");
        assertThat(body(response))
                .contains("\"error\":\"engine_failed\"")
                .contains("\"reason\":\"the \\\"engine\\\"\\nbroke\"")
                .contains("\"retry_after_seconds\":10");
    }

    @Test
    void aWaitBelowASecondIsASecond() {
        FullHttpResponse response = FailureResponses.response(failure(Duration.ofMillis(200)), JSON);
        assertThat(response.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
        assertThat(body(response)).contains("\"retry_after_seconds\":1}");
    }

    @Test
    void theAnswerToHeadHasTheLengthOfTheBodyAndNoBody() {
        FullHttpResponse full = FailureResponses.response(FailureResponses.unknownPath(), TEXT);
        FullHttpResponse head = FailureResponses.response(FailureResponses.unknownPath(), HEAD);
        assertThat(head.headers().get(HttpHeaderNames.CONTENT_LENGTH))
                .isEqualTo(full.headers().get(HttpHeaderNames.CONTENT_LENGTH))
                .isNotEqualTo("0");
        assertThat(body(head)).isEmpty();
        assertThat(body(full)).isNotEmpty();
    }
}
