package io.acexy.server.play;

import io.acexy.core.stream.PlayerName;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Request;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Somebody who opens a channel as HLS.
 *
 * @param request with which he does
 * @param answer gets the address of his list
 * @param session what he will be known by
 * @param base from the path of his request to {@code /ace/}
 */
record HlsVisit(Request request, Promise<Answer> answer, HlsSession session, String base) {

    /** One who opens it at a path right below {@code /ace/}. */
    static HlsVisit of(Request request, String token) {
        return of(request, token, "");
    }

    static HlsVisit of(Request request, String token, String base) {
        long now = request.connection().channel().eventLoop().ticker().nanoTime();
        PlayerName name = new PlayerName(
                Connection.text(request.connection().peer()), request.trail().id());
        HlsSession session = new HlsSession(token, name, Caller.of(request), now);
        return new HlsVisit(request, ImmediateEventExecutor.INSTANCE.newPromise(), session, base);
    }
}
