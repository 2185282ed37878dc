package io.acexy.server.play;

import io.acexy.core.engine.Engine;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/** Tells proxies that serve the same players whether a content is played here from an engine. Any thread; never waits. */
public final class PeerDoor {

    private final StreamRegistry streams;

    public PeerDoor(StreamRegistry streams) {
        this.streams = streams;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/ace/plays", Area.PLAY, Handler.now(this::plays)));
    }

    private Answer plays(Request request) {
        boolean plays = streams.status(ContentQuery.content(request.query()))
                .filter(PeerDoor::isFromEngine)
                .isPresent();
        return Answer.json(JsonBody.of(json -> json.writeBooleanField("plays", plays)));
    }

    /** A stream that comes from another proxy had better be asked for there; our own kin is not found there. */
    private static boolean isFromEngine(StreamStatus stream) {
        boolean runs = stream.state() == StreamState.STARTING || stream.state() == StreamState.LIVE;
        return runs && stream.engine() != null && stream.engine().kind() != Engine.Kind.PROXY;
    }
}
