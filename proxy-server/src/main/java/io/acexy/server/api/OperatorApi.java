package io.acexy.server.api;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What an operator may do. Any thread; never waits: what it takes shows in the status. */
final class OperatorApi {

    private static final Pattern PLAYER = Pattern.compile("[0-9]{1,18}");

    private final Sources sources;
    private final Asking asking;

    OperatorApi(Sources sources, Asking asking) {
        this.sources = sources;
        this.asking = asking;
    }

    List<Route> routes() {
        return List.of(
                new Route(HttpMethod.DELETE, "/api/v1/streams/{id}", Area.ADMIN, Asking.now(this::stop)),
                new Route(HttpMethod.POST, "/api/v1/streams/{id}/move", Area.ADMIN, Asking.now(this::move)),
                new Route(HttpMethod.DELETE, "/api/v1/players/{id}", Area.ADMIN, Asking.now(this::kick)));
    }

    private Answer stop(Request request) {
        return withStream(request, sources.streams()::stop);
    }

    /** The move itself takes a while: the status shows the stream on its new engine when it is done. */
    private Answer move(Request request) {
        return withStream(request, sources.streams()::move);
    }

    private Answer withStream(Request request, Predicate<ContentId> wish) {
        String id = Asking.stream(request);
        boolean done = asking.snapshot(request)
                .find(id)
                .filter(line -> wish.test(line.status().content()))
                .isPresent();
        return done ? Answer.empty(HttpResponseStatus.ACCEPTED) : Asking.unknownStream();
    }

    private Answer kick(Request request) {
        String id = request.variable("id");
        if (!PLAYER.matcher(id).matches()) {
            throw new BadRequestException("a player's id is a number");
        }
        return sources.players().kick(Long.parseLong(id))
                ? Answer.empty(HttpResponseStatus.ACCEPTED)
                : Failure.of(FailureKind.UNKNOWN_PLAYER, "there is no such player, or not any more")
                        .problem();
    }
}
