package io.acexy.core.stream;

/** The life of a stream, in order; STOPPING may lead back to STARTING when a player returns meanwhile. */
public enum StreamState {
    /** Made for a player who is on his way to it. */
    NEW,
    /** An engine is being chosen, or asked, or warms up. Players wait. */
    STARTING,
    /** Media flows. */
    LIVE,
    /** The engine session is being stopped. Players who come now wait for the next start. */
    STOPPING,
    /** Over, and out of the registry. */
    CLOSED
}
