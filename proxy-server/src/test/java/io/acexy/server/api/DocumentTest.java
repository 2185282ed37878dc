package io.acexy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.access.SignDoor;
import io.acexy.server.admin.DrainDoor;
import io.acexy.server.admin.Event;
import io.acexy.server.admin.History;
import io.acexy.server.admin.LogDoor;
import io.acexy.server.admin.TickingClock;
import io.acexy.server.admin.Troubles;
import io.acexy.server.http.Area;
import io.acexy.server.http.Route;
import io.acexy.server.log.LogLevels;
import io.acexy.server.reload.ReloadDoor;
import io.acexy.server.tuning.Controls;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what is served, and all of it. */
class DocumentTest {

    private final TickingClock clock = new TickingClock();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final JsonTree document = JsonTree.of(ApiDocs.document());

    @AfterEach
    void close() {
        loop.finishAndReleaseAll();
    }

    private List<Route> routes() {
        Sources sources = new Sources(null, null, null, new History(clock), new Troubles(clock), null, List::of);
        List<Route> routes = new ArrayList<>(
                new ApiDoor(sources, new Controls(null, null, null), null, clock, "1", loop.eventLoop(), new Bugs())
                        .routes());
        routes.addAll(new LogDoor(LogLevels.ofProcess()).routes());
        routes.addAll(new SignDoor(null, null).routes());
        routes.addAll(new DrainDoor(() -> {}).routes());
        routes.addAll(new ReloadDoor(null).routes());
        return routes;
    }

    private static String name(Route route) {
        return route.method().name().toLowerCase(Locale.ROOT) + " " + route.pattern();
    }

    @Test
    void everyRouteIsDocumentedAndNothingElse() {
        List<String> documented = new ArrayList<>();
        document.at("paths")
                .forEach((path, item) ->
                        JsonTree.object(item).keySet().forEach(method -> documented.add(method + " " + path)));
        assertThat(routes().stream().map(DocumentTest::name)).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void whatChangesSomethingOrCostsMuchIsTheOperators() {
        for (Route route : routes()) {
            String method = name(route).split(" ", 2)[0];
            List<Object> tags =
                    JsonTree.list(document.at("paths", route.pattern(), method).get("tags"));
            Area expected = tags.contains("Operation") ? Area.ADMIN : Area.STATUS;
            assertThat(route.area()).as(name(route)).isEqualTo(expected);
        }
    }

    @Test
    void everyKindOfEventIsNamed() {
        Map<String, Object> kind = document.at("components", "schemas", "Event", "properties", "kind");
        assertThat(JsonTree.list(kind.get("enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Event.Kind.values()).map(Event.Kind::word).toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        String text = ApiDocs.document();
        java.util.regex.Pattern.compile("\"#/([^\"]+)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .forEach(way ->
                        assertThat(document.at(way.split("/", -1))).as(way).isNotEmpty());
    }

    @Test
    void thePageIsWhatTheDocumentSays() throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "api.md")))
                .as("docs/api.md is out of date; write it anew with:"
                        + " java -cp proxy-server/target/acexy.jar io.acexy.server.api.ApiDocs > docs/api.md")
                .isEqualTo(ApiDocs.markdown());
    }
}
