package io.acexy.core.source;

/** Where a run stands. */
public enum Phase {
    /** No engine has brought media yet. */
    STARTING,
    /** An engine is in use, and nothing is wrong with it. */
    RUNNING,
    /** The engine in use is silent: another is opened while its bytes still overlap ours, and not used yet. */
    WARY,
    /** The engine in use is given up, or gone: the first that can go on takes over, and be it the same one. */
    RECOVERING,
    /** Nothing comes any more. */
    OVER
}
