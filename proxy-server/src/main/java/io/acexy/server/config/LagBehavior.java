package io.acexy.server.config;

/** What happens to a player that falls off the ring. */
public enum LagBehavior {
    /** It goes on at the next keyframe. */
    SKIP,
    /** It is closed. */
    CLOSE
}
