package io.acexy.server.http;

import io.netty.util.concurrent.Future;

/** Answers the requests of a route. */
@FunctionalInterface
public interface Handler {

    /**
     * The answer, now or later; the future may complete on any thread. Called on the connection's loop. A
     * {@link BadRequestException} is a request that cannot be understood; anything else that is thrown, and a future that
     * fails, is a mistake of this program.
     */
    Future<Answer> answer(Request request);

    /** One who knows the answer at once. */
    static Handler now(Immediate handler) {
        return request -> request.connection().channel().eventLoop().newSucceededFuture(handler.answer(request));
    }

    /** Answers without waiting. */
    @FunctionalInterface
    interface Immediate {

        /** See {@link Handler#answer}. */
        Answer answer(Request request);
    }
}
