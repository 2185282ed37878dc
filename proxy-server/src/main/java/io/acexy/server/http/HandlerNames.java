package io.acexy.server.http;

/** The names of the handlers in a player's pipeline, in their order. */
final class HandlerNames {

    static final String HTTP = "http";
    static final String ROUTE = "route";
    static final String ANSWERS = "answers";
    static final String SELECTION = "engine-selection";
    static final String PLAYER = "player";
    static final String FAILURE = "failure-encoder";

    private HandlerNames() {}
}
