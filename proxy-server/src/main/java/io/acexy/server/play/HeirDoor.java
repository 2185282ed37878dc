package io.acexy.server.play;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.List;

/**
 * Tells the process that has taken over from this one whether a content plays on here; what nobody watches any more is stopped before it is told.
 * Any thread.
 */
public final class HeirDoor {

    private final StreamRegistry streams;

    public HeirDoor(StreamRegistry streams) {
        this.streams = streams;
    }

    /** What it serves, to nobody else. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/ace/plays-on", Area.PLAY, this::playsOn));
    }

    private Future<Answer> playsOn(Request request) {
        EventLoop loop = request.connection().channel().eventLoop();
        Promise<Answer> answer = loop.newPromise();
        streams.playsOn(ContentQuery.content(request.query()), loop).addListener((Future<Boolean> plays) -> {
            boolean does = plays.getNow();
            answer.setSuccess(Answer.json(JsonBody.of(json -> json.writeBooleanField("plays", does))));
        });
        return answer;
    }
}
