package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private static final Handler PLACE = Handler.now(request -> Answer.text(
            HttpResponseStatus.OK, ("place " + request.resource().variables()).getBytes(StandardCharsets.UTF_8)));

    private final Gate gate =
            (request, area) -> area == Area.ADMIN && request.token().isEmpty()
                    ? Optional.of(Failure.of(FailureKind.UNAUTHORIZED, "no key"))
                    : Optional.empty();

    private final DoorFixture door = new DoorFixture(
            gate,
            new Route(HttpMethod.GET, "/streams/all", Area.STATUS, PLACE),
            new Route(HttpMethod.GET, "/streams/{id}", Area.STATUS, PLACE),
            new Route(HttpMethod.DELETE, "/streams/{id}", Area.ADMIN, PLACE),
            new Route(HttpMethod.POST, "/streams/{id}/move/{to}", Area.ADMIN, PLACE));

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET, /streams/all, 200",
        "GET, /streams/7, 200",
        "GET, //streams/./7/, 200",
        "GET, /streams, 404",
        "GET, /streams/7/8, 404",
        "GET, /STREAMS/7, 404",
        "POST, /streams/7, 405",
        "get, /streams/7, 405",
        "DELETE, /streams/7, 401",
        "OPTIONS, /streams/7, 204",
        "OPTIONS, /other, 404",
        "OPTIONS, *, 204",
        "OPTIONS, /, 204",
        "HEAD, /streams/7, 200",
        "HEAD, /streams/7/move/b, 405",
    })
    void pathsAndMethodsLeadToTheirRoutes(String method, String path, int status) {
        String answer = door.ask(method + " " + path + " HTTP/1.1\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("access-control-allow-origin: *\r\n");
    }

    @Test
    void aPatternHasVariablesAndALiteralPathComesFirst() {
        assertThat(door.get("/streams/all")).endsWith("place {}");
        assertThat(door.get("/streams/7")).endsWith("place {id=7}");
        assertThat(door.ask("POST /streams/a%20b/move/c HTTP/1.1\r\nX-Api-Key: k\r\n\r\n"))
                .endsWith("place {id=a b, to=c}");
    }

    @Test
    void theMethodsOfAPathAreNamed() {
        assertThat(door.ask("POST /streams/7 HTTP/1.1\r\n\r\n"))
                .contains("allow: GET, HEAD, DELETE, OPTIONS\r\n")
                .contains("use GET, HEAD, DELETE, OPTIONS");
        assertThat(door.ask("OPTIONS /streams/7/move/b HTTP/1.1\r\n\r\n"))
                .contains("access-control-allow-methods: POST, OPTIONS\r\n")
                .contains("access-control-allow-headers: *, Authorization\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /streams/7 HTTP/1.1\r\nAuthorization: Bearer k\r\n\r\n",
                "DELETE /streams/7 HTTP/1.1\r\nauthorization: bearer k \r\n\r\n",
                "DELETE /streams/7 HTTP/1.1\r\nX-Api-Key: k\r\n\r\n",
                "DELETE /streams/7?key=k HTTP/1.1\r\n\r\n",
            })
    void aKeyIsReadFromWhereverItIsGiven(String request) {
        assertThat(door.ask(request)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aRefusalIsAnAnswerLikeAnyOtherAndTheConnectionStays() {
        assertThat(door.ask("DELETE /streams/7 HTTP/1.1\r\n\r\n"))
                .contains("no key")
                .doesNotContain("connection:");
        assertThat(door.get("/streams/7")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void twoRoutesForTheSameAreAMistake() {
        Route route = new Route(HttpMethod.GET, "/a", Area.OPEN, PLACE);
        assertThatThrownBy(() -> new RouteTable(Gate.OPEN, List.of(route, route)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRequestCarriesWhereItComesFrom() {
        door.get(
                "http://a.test/echo",
                "Host: b.test\r\n",
                "X-Forwarded-For: 1.2.3.4\r\n",
                "X-Forwarded-For: 5.6.7.8\r\n",
                "Forwarded: for=9.9.9.9\r\n");
        assertThat(door.last().origin().host()).isEqualTo("a.test");
        assertThat(door.last().origin().forwarded())
                .isEqualTo(
                        Map.of("forwarded", List.of("for=9.9.9.9"), "x-forwarded-for", List.of("1.2.3.4", "5.6.7.8")));
        door.get("/echo", "Host: b.test\r\n");
        assertThat(door.last().origin().host()).isEqualTo("b.test");
        assertThat(door.last().origin().forwarded()).isEmpty();
    }
}
