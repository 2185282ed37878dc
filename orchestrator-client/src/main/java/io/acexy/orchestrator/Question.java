package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpCall;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.JsonView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call in the orchestrator's terms: what to ask, and how to read the answer.
 *
 * @param path without the dialect's prefix, escaped
 * @param body a POST if present
 * @param changesSomething if true it is never sent twice, and an unclear end is ambiguous
 * @param etag what is known already
 * @param timeout to the last byte
 * @param reader makes the content of a successful answer, or nothing if it has another shape
 */
record Question<T>(
        String path,
        Optional<byte[]> body,
        boolean changesSomething,
        Optional<String> etag,
        Duration timeout,
        Function<HttpOutcome.Answered, Optional<T>> reader) {

    static <T> Question<T> get(String path, Duration timeout, Function<JsonView, Optional<T>> reader) {
        return new Question<>(path, Optional.empty(), false, Optional.empty(), timeout, json(reader));
    }

    static <T> Question<T> post(String path, byte[] body, Duration timeout, Function<JsonView, Optional<T>> reader) {
        return new Question<>(path, Optional.of(body), true, Optional.empty(), timeout, json(reader));
    }

    private static <T> Function<HttpOutcome.Answered, Optional<T>> json(Function<JsonView, Optional<T>> reader) {
        return answer -> JsonDocument.parse(answer.body()).flatMap(reader);
    }

    HttpCall call(String prefix) {
        return new HttpCall(prefix + path, body, etag, !changesSomething, timeout);
    }
}
