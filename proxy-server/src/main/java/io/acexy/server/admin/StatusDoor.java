package io.acexy.server.admin;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.play.ContentQuery;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/** Answers what is going on, in the Go acexy's shape. Never waits. Any thread. */
public final class StatusDoor {

    private final StreamRegistry streams;
    private final HlsStatus hls;
    private final ProgramsStatus programs;
    private final StatusPart further;

    /**
     * @param hls the players who share a seat
     * @param programs who make streams of streams
     * @param further what the status page tells beside the streams
     */
    public StatusDoor(StreamRegistry streams, HlsStatus hls, ProgramsStatus programs, StatusPart further) {
        this.streams = streams;
        this.hls = hls;
        this.programs = programs;
        this.further = further;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/ace/status", Area.STATUS, Handler.now(this::status)));
    }

    private Answer status(Request request) {
        if (!ContentQuery.namesContent(request.query())) {
            return Answer.json(StatusJson.of(streams.statuses(), hls, programs, further));
        }
        return streams.status(ContentQuery.content(request.query()))
                .<Answer>map(stream -> Answer.json(StatusJson.of(stream, hls, programs)))
                .orElseGet(() -> unknown(request));
    }

    private static Answer unknown(Request request) {
        return Failure.of(FailureKind.UNKNOWN_STREAM, "nobody plays this stream")
                .answer(request.form());
    }
}
