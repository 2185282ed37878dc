package io.acexy.core.stream;

/** The life of a stream, in order; STOPPING may lead back to STARTING when a player returns meanwhile. */
public enum StreamState {
    /** An engine is being chosen, or asked, or warms up. Players wait. */
    STARTING,
    /** Media flows. */
    LIVE,
    /** The engine session is being stopped. Players who come now wait for the next start. */
    STOPPING,
    /** Over, and out of the registry. */
    CLOSED
}
