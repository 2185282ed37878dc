package io.acexy.server.http;

/** The names of the handlers in a connection's pipeline, in their order. */
final class HandlerNames {

    static final String PROXY = "proxy";
    static final String ORIGIN = "origin";
    static final String TLS = "tls";
    static final String CERTIFICATE = "certificate";
    static final String HTTP = "http";
    static final String REQUESTS = "requests";
    static final String CONVERSATION = "conversation";

    private HandlerNames() {}
}
