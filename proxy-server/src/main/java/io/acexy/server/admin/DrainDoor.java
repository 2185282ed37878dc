package io.acexy.server.admin;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** Lets an operator end this process as the signal to end does: players first. Any thread; the end itself comes later. */
public final class DrainDoor {

    private final Runnable begin;

    /** @param begin begins the end; called on any thread, and perhaps more than once */
    public DrainDoor(Runnable begin) {
        this.begin = begin;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.POST, "/api/v1/drain", Area.ADMIN, Handler.now(this::drain)));
    }

    private Answer drain(Request request) {
        begin.run();
        return Answer.empty(HttpResponseStatus.ACCEPTED);
    }
}
