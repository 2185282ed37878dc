package io.acexy.server.play;

import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Route;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stands before the doors to streams: who asks for a profile that there is not is told which there are, before anything is done
 * for him. Any thread.
 */
public final class ProfileDoor {

    private final Set<String> known;

    /** @param known the names of all profiles */
    public ProfileDoor(Set<String> known) {
        this.known = new TreeSet<>(known);
    }

    /** The same routes, for those whose profile is known or who want none. */
    public List<Route> before(List<Route> doors) {
        return doors.stream()
                .map(route -> new Route(route.method(), route.pattern(), route.area(), asked(route.handler())))
                .toList();
    }

    private Handler asked(Handler door) {
        return request -> {
            String profile = ContentQuery.profile(request.query());
            return profile.isEmpty() || known.contains(profile)
                    ? door.answer(request)
                    : ImmediateEventExecutor.INSTANCE.newSucceededFuture(
                            unknown(profile).answer(request.form()));
        };
    }

    private Failure unknown(String profile) {
        String reason = "there is no profile '" + profile + "'"
                + (known.isEmpty() ? ", nor any other" : "; there are: " + String.join(", ", known));
        String advice = known.isEmpty()
                ? "leave profile= away, or have profiles switched on: acexy.profiles=aac"
                : "take one of these, or leave profile= away";
        return new Failure(FailureKind.UNKNOWN_PROFILE, reason, advice, Duration.ZERO);
    }
}
