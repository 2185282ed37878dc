package io.acexy.server.http;

/** What a route belongs to: whoever decides who may, decides it by area. */
public enum Area {
    /** Media. */
    PLAY,
    /** Playlists, guides, tuners. */
    LISTS,
    /** What is going on. */
    STATUS,
    /** The same for machines that watch. */
    METRICS,
    /** What changes something. */
    ADMIN,
    /** Whether it lives: for everybody. */
    OPEN
}
