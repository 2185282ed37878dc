package io.acexy.core.broadcast;

/** What happens to a subscriber that is overtaken by the ring. */
public enum LagPolicy {
    /** He goes on at a join point further ahead; what lies between is lost to him, and counted. */
    SKIP,
    /** He is dropped. */
    CLOSE
}
