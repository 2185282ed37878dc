package io.acexy.simulator.orchestrator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which method and path is which endpoint. */
final class Routes {

    /**
     * One line of the table.
     *
     * @param method its method
     * @param segments of the path; {@code *} takes any
     * @param endpoint what it is
     * @param isProtected whether it needs the key
     * @param proposal with which it is there; null for what is always there
     */
    record Route(
            String method,
            List<String> segments,
            OrchestratorEndpoint endpoint,
            boolean isProtected,
            Proposal proposal) {}

    /**
     * What a request came to.
     *
     * @param route the line, if one matches
     * @param variables what took the place of stars, decoded
     * @param allowed methods of the path, empty if the path is not there
     */
    record Match(Optional<Route> route, List<String> variables, List<String> allowed) {
        OrchestratorEndpoint endpoint() {
            return route.map(Route::endpoint).orElse(OrchestratorEndpoint.UNKNOWN);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Routes open(String method, String path, OrchestratorEndpoint endpoint) {
        return add(method, path, endpoint, false, null);
    }

    Routes secured(String method, String path, OrchestratorEndpoint endpoint) {
        return add(method, path, endpoint, true, null);
    }

    /** There only if proposed. */
    Routes proposed(String method, String path, OrchestratorEndpoint endpoint, Proposal proposal) {
        return add(method, path, endpoint, method.equals("POST"), proposal);
    }

    private Routes add(
            String method, String path, OrchestratorEndpoint endpoint, boolean isProtected, Proposal proposal) {
        routes.add(new Route(method, split(path), endpoint, isProtected, proposal));
        return this;
    }

    private static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    Match match(String method, String path, Set<Proposal> offered) {
        if (!path.startsWith("/")) {
            return new Match(Optional.empty(), List.of(), List.of());
        }
        List<String> segments = split(path);
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            if ((route.proposal() == null || offered.contains(route.proposal())) && fits(route.segments(), segments)) {
                if (route.method().equals(method)) {
                    return new Match(Optional.of(route), variables(route.segments(), segments), List.of(method));
                }
                allowed.add(route.method());
            }
        }
        return new Match(Optional.empty(), List.of(), List.copyOf(allowed));
    }

    private static boolean fits(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            if (!pattern.get(i).equals("*") && !pattern.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> variables(List<String> pattern, List<String> segments) {
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).equals("*")) {
                variables.add(QueryStringDecoder.decodeComponent(segments.get(i)));
            }
        }
        return variables;
    }
}
