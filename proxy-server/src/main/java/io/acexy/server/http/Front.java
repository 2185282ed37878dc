package io.acexy.server.http;

/** What a door does with a new connection before HTTP is spoken on it. Called on the connection's loop, once for each. */
public interface Front {

    /** HTTP from the first byte on. */
    Front NONE = (connection, http) -> http.run();

    /** Whether a client may be sent HTTP before anything has come from him. */
    default boolean isPlain() {
        return true;
    }

    /**
     * Puts its handlers into the pipeline, which is empty.
     *
     * @param http puts those of HTTP behind them; called at once, later, or never where the connection is not to be served
     */
    void open(Connection connection, Runnable http);
}
