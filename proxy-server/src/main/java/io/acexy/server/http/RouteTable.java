package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All routes: from a request to the handler that answers it, if whoever asks may. Also what is the same for every path: the
 * methods that there are, and refusals. Immutable; the rooms register what they serve.
 */
public final class RouteTable {

    private static final String SERVER_METHODS = "GET, HEAD, OPTIONS";

    private final List<Route> routes;
    private final Map<String, List<Found>> literals = new HashMap<>();
    private final List<RoutePattern> patterns;
    private final Gate gate;
    private final Optional<ToTls> tls;

    /** @param gate is asked before every handler */
    public RouteTable(Gate gate, Collection<Route> routes) {
        this(gate, Optional.empty(), routes);
    }

    private RouteTable(Gate gate, Optional<ToTls> tls, Collection<Route> routes) {
        this.gate = gate;
        this.tls = tls;
        this.routes = List.copyOf(routes);
        this.patterns = routes.stream()
                .filter(route -> !route.isLiteral())
                .map(RoutePattern::of)
                .toList();
        Set<String> seen = new LinkedHashSet<>();
        for (Route route : routes) {
            if (!seen.add(route.method() + " " + route.pattern())) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.pattern());
            }
            if (route.isLiteral()) {
                literals.computeIfAbsent(route.pattern(), path -> new ArrayList<>(2))
                        .add(new Found(route, Map.of()));
            }
        }
    }

    /** One entry that fits a path. */
    private record Found(Route route, Map<String, String> variables) {}

    /** Every route, for those who have to document or walk them. */
    public List<Route> routes() {
        return routes;
    }

    /** The same without what belongs to these areas, as if it did not exist. */
    public RouteTable without(Set<Area> areas) {
        return new RouteTable(
                gate,
                tls,
                routes.stream().filter(route -> !areas.contains(route.area())).toList());
    }

    /** The same for those alone who speak TLS, to whom all others are sent. */
    public RouteTable behind(ToTls where) {
        return new RouteTable(gate, Optional.of(where), routes);
    }

    Future<Answer> answer(Request request) {
        List<Found> found = find(request.path());
        if (!found.isEmpty()) {
            request.trail().found(found.get(0).route(), found.get(0).variables());
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return now(request, options(request, found));
        }
        if (found.isEmpty()) {
            return now(request, Failure.unknownPath().answerTo(request));
        }
        Optional<Found> chosen = choose(found, request.method());
        if (chosen.isEmpty()) {
            String methods = methods(found);
            Answer refusal = Failure.wrongMethod(methods).answerTo(request);
            refusal.headers().set(HttpHeaderNames.ALLOW, methods);
            return now(request, refusal);
        }
        return admit(request.on(chosen.get().variables()), chosen.get().route());
    }

    private Future<Answer> admit(Request request, Route route) {
        Optional<Answer> elsewhere = tls.flatMap(to -> to.redirection(request));
        if (elsewhere.isPresent()) {
            return now(request, elsewhere.get());
        }
        Optional<Failure> refusal = gate.refusal(request, route.area());
        return refusal.isPresent()
                ? now(request, refused(request, route.area(), refusal.get()))
                : route.handler().answer(request);
    }

    /** What players show to whoever may type a key; a page has its own place for that, and no window of the browser's. */
    private static Answer refused(Request request, Area area, Failure why) {
        Answer answer = why.answerTo(request);
        if (why.kind() == FailureKind.UNAUTHORIZED) {
            boolean player = area == Area.PLAY || area == Area.LISTS;
            answer.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, (player ? "Basic" : "Bearer") + " realm=\"acexy\"");
        }
        return answer;
    }

    /** Literal paths come before patterns. */
    private List<Found> find(String path) {
        List<Found> literal = literals.get(path);
        if (literal != null) {
            return literal;
        }
        List<String> segments = RoutePattern.segments(path);
        List<Found> found = new ArrayList<>(2);
        for (RoutePattern pattern : patterns) {
            pattern.match(segments).ifPresent(variables -> found.add(new Found(pattern.route(), variables)));
        }
        return found;
    }

    private static Optional<Found> choose(List<Found> found, HttpMethod method) {
        Optional<Found> exact = of(found, method);
        return exact.isEmpty() && method.equals(HttpMethod.HEAD) ? of(found, HttpMethod.GET) : exact;
    }

    private static Optional<Found> of(List<Found> found, HttpMethod method) {
        for (Found one : found) {
            if (one.route().method().equals(method)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private static String methods(List<Found> found) {
        Set<String> methods = new LinkedHashSet<>();
        for (Found one : found) {
            methods.add(one.route().method().name());
            if (one.route().method().equals(HttpMethod.GET)) {
                methods.add(HttpMethod.HEAD.name());
            }
        }
        methods.add(HttpMethod.OPTIONS.name());
        return String.join(", ", methods);
    }

    /** HAProxy's "option httpchk" asks for OPTIONS of the root when it is told nothing else. */
    private static Answer options(Request request, List<Found> found) {
        boolean server = request.path().equals("*") || request.path().equals("/");
        if (found.isEmpty() && !server) {
            return Failure.unknownPath().answerTo(request);
        }
        String methods = found.isEmpty() ? SERVER_METHODS : methods(found);
        Answer.Whole answer = Answer.empty(HttpResponseStatus.NO_CONTENT).with(HttpHeaderNames.ALLOW, methods);
        Cors.allow(answer.headers(), methods);
        return answer;
    }

    private static Future<Answer> now(Request request, Answer answer) {
        return request.connection().channel().eventLoop().newSucceededFuture(answer);
    }
}
