package io.acexy.server.http;

/**
 * What has been read from a connection: exactly one of a request and the reason why it is none.
 *
 * @param form how the answer is written in either case
 */
record Incoming(Request.Form form, Request request, Failure failure) {

    static Incoming of(Request request) {
        return new Incoming(request.form(), request, null);
    }

    static Incoming of(Failure failure, Request.Form form) {
        return new Incoming(form, null, failure);
    }
}
