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
import java.util.Optional;
import java.util.function.Consumer;

/** Tells proxies that serve the same players whether a content is played here from an engine. Any thread; never waits. */
public final class PeerDoor {

    private final StreamRegistry streams;
    private final Consumer<StreamStatus> asked;

    /** @param asked hears of what is played here and a peer has asked for */
    public PeerDoor(StreamRegistry streams, Consumer<StreamStatus> asked) {
        this.streams = streams;
        this.asked = asked;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/ace/plays", Area.PLAY, Handler.now(this::plays)));
    }

    private Answer plays(Request request) {
        Optional<StreamStatus> stream =
                streams.status(ContentQuery.content(request.query())).filter(PeerDoor::isFromEngine);
        stream.ifPresent(asked);
        return Answer.json(JsonBody.of(json -> json.writeBooleanField("plays", stream.isPresent())));
    }

    /** A stream that comes from another proxy had better be asked for there; our own kin is not found there. */
    private static boolean isFromEngine(StreamStatus stream) {
        boolean runs = stream.state() == StreamState.STARTING || stream.state() == StreamState.LIVE;
        return runs && stream.engine() != null && stream.engine().kind() != Engine.Kind.PROXY;
    }
}
