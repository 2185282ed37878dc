package io.acexy.core.vod;

/** What a viewer's session of a film is about. */
enum ShowingState {
    /** No engine, and nobody who wants one. */
    NEW,
    /** An engine is looked for. */
    SEARCHING,
    /** It has been asked to start. */
    STARTING,
    /** It plays, or would. */
    READY,
    /** It is being told that nobody wants it. */
    STOPPING,
    /** All is given back; whoever comes now needs another. */
    CLOSED
}
