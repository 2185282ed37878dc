package io.acexy.server.http;

/**
 * What has been read from a connection: exactly one of a request and the reason why it is none.
 *
 * @param form how the answer is written in either case
 * @param trail what is known of it in either case
 */
record Incoming(Request.Form form, Request request, Failure failure, Trail trail) {

    static Incoming of(Request request) {
        return new Incoming(request.form(), request, null, request.trail());
    }

    static Incoming of(Failure failure, Request.Form form, Trail trail) {
        return new Incoming(form, null, failure, trail);
    }
}
