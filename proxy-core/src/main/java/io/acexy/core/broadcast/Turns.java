package io.acexy.core.broadcast;

/**
 * After how much a broadcast lets the loop do something else.
 *
 * @param subscribers how many are given a new chunk
 * @param bytes how much one of them is given of what he has not had yet
 */
public record Turns(int subscribers, long bytes) {

    /**
     * Half a millisecond of writing: whoever wants to join does not wait until thousands have been served, nor until those before
     * him have all of their past.
     */
    static final Turns DEFAULT = new Turns(16, 256 * 1024);
}
