package io.acexy.server.channels;

/** Where the lineup in force is had from; it is replaced as a whole. Any thread, never waits. */
@FunctionalInterface
public interface Lineups {

    /** The channels at this moment. The same object until something changes, so that what is made of it can be kept by identity. */
    Lineup now();
}
