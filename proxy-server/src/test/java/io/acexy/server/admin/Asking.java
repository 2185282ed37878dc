package io.acexy.server.admin;

import io.acexy.core.Bugs;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Query;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.http.Trail;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a door's routes without a connection. */
record Asking(List<Route> routes) {

    /**
     * @param body of the answer
     */
    record Answered(int status, String body) {}

    Answered text(HttpMethod method, String path, String... parameters) {
        return ask(method, path, false, parameters);
    }

    Answered json(HttpMethod method, String path, String... parameters) {
        return ask(method, path, true, parameters);
    }

    private Answered ask(HttpMethod method, String path, boolean json, String... parameters) {
        Route route = routes.stream()
                .filter(one -> one.method().equals(method) && one.pattern().equals(path))
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> query = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], List.of(parameters[i + 1]));
        }
        Request request = new Request(
                method,
                new Request.Resource(path, Map.of(), new Query(query, Set.of()), Optional.empty()),
                new Request.Origin(null, "", Map.of(), Optional.empty()),
                EmptyHttpHeaders.INSTANCE,
                new Request.Form(true, true, json, false),
                new Connection(new EmbeddedChannel(), new Bugs()),
                new Trail("r", new Trail.Asked(null, "GET", path, "HTTP/1.1", "", "")));
        Answer.Whole answer = (Answer.Whole) route.handler().answer(request).getNow();
        return new Answered(answer.status().code(), answer.body().toString(StandardCharsets.UTF_8));
    }
}
