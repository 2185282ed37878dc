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
    /** What only who was told its address can ask for, because it has a part that nobody can guess. */
    GRANTED,
    /** Whether it lives: for everybody. */
    OPEN
}
