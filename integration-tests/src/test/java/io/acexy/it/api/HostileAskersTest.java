package io.acexy.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.api.Documented.Operation;
import io.acexy.it.api.Documented.Parameter;
import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API's document, with whatever somebody may write into each of its parameters: each answer is one that the
 * document has.
 */
class HostileAskersTest {

    private static final Content CHANNEL = Content.number(1);
    private static final String UNKNOWN = "0".repeat(40);

    /** As they stand in an address: what is no number, no id, no UTF-8, no end. */
    private static final List<String> HOSTILE = List.of(
            "",
            "0",
            "2",
            "-1",
            "+1",
            "1e3",
            "0x10",
            "500",
            "501",
            "999999999",
            "9223372036854775808",
            "9".repeat(400),
            "%D9%A1",
            "true",
            "null",
            "default",
            "ROOT",
            "behind",
            "%00",
            "%FF%FE",
            "%E2%80%AE",
            "%F0%9F%92%A9",
            "%0D%0AX-Evil:%20yes",
            "..",
            "%2E%2E",
            "a%2Fb",
            "%25",
            "a%20b",
            "%22%27%3Cscript%3E",
            "%7B%22a%22%3A1%7D",
            "2026-01-31T12:00:00Z",
            "%2B1000000000-12-31T23:59:59Z",
            "a".repeat(40),
            "A".repeat(39),
            UNKNOWN + "-99999",
            UNKNOWN + "-1.aac",
            UNKNOWN + "." + "x".repeat(64),
            "x".repeat(1_000));

    private final List<String> complaints = new ArrayList<>();
    private final Players players = new Players();

    private Proxy proxy;
    private Documented document;

    @Test
    void areAnsweredAsTheDocumentSays() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy opened = Proxy.before(engine, Map.of("shutdown.timeout", "1s"))) {
            proxy = opened;
            TestPlayer player = players.get(proxy.address(), CHANNEL.byId());
            player.awaitBytes(20_000);
            TestPlayer asked = players.get(proxy.address(), "/api/v1/openapi.json");
            asked.awaitEnd();
            document = new Documented(asked.text());
            for (Operation operation : document.operations()) {
                askAll(operation);
            }
            assertThat(complaints).isEmpty();
            player.awaitMore(20_000);
        } finally {
            players.close();
        }
    }

    /** All at once, for each parameter. */
    private void askAll(Operation operation) throws InterruptedException {
        judge(operation, List.of(ask(operation, Map.of())));
        for (Parameter parameter : operation.parameters()) {
            judge(
                    operation,
                    HOSTILE.stream()
                            .map(value -> ask(operation, Map.of(parameter.name(), value)))
                            .toList());
        }
        judge(
                operation,
                HOSTILE.stream()
                        .map(value -> ask(
                                operation,
                                operation.parameters().stream()
                                        .collect(Collectors.toMap(Parameter::name, parameter -> value))))
                        .toList());
    }

    /** What changes something is asked of what there is not; what only looks, of what plays. */
    private Asked ask(Operation operation, Map<String, String> values) {
        String path = operation.path();
        StringBuilder query = new StringBuilder(values.containsKey("seconds") ? "?" : "?seconds=1");
        Map<String, String> headers = new HashMap<>(Map.of("content-length", "0"));
        String usual = operation.method().equals("GET") ? CHANNEL.infohash() : UNKNOWN;
        for (Parameter parameter : operation.parameters()) {
            String value = values.get(parameter.name());
            switch (parameter.in()) {
                case "path" ->
                    path = path.replace("{" + parameter.name() + "}", value == null || value.isEmpty() ? usual : value);
                case "query" -> query.append(value == null ? "" : "&" + parameter.name() + "=" + value);
                default -> headers.put(parameter.name(), value == null ? "" : value);
            }
        }
        String target = path + query;
        HttpMethod method = HttpMethod.valueOf(operation.method());
        return new Asked(target, players.request(proxy.address(), HttpVersion.HTTP_1_1, method, target, headers));
    }

    private record Asked(String target, TestPlayer answer) {}

    private void judge(Operation operation, List<Asked> all) throws InterruptedException {
        for (Asked asked : all) {
            try (TestPlayer answer = asked.answer()) {
                answer.awaitEnd();
                HttpHeaders headers = answer.headers();
                assertThat(headers).as("an answer to " + asked).isNotNull();
                String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
                document.complaint(operation, answer.awaitStatus(), type, answer.text())
                        .ifPresent(complaint -> complaints.add(
                                operation + " as " + asked.target() + ": " + complaint + ": " + answer.text()));
                assertThat(headers.contains("x-evil"))
                        .as("a header made by " + asked)
                        .isFalse();
            }
        }
    }
}
