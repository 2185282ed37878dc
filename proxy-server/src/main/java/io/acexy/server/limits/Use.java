package io.acexy.server.limits;

/**
 * A limit at one moment.
 *
 * @param most how much there may be; 0 is no limit
 * @param used how much there is; of what is counted for each key, address or stream, the most that one has
 * @param refused how many it has turned away since the start
 */
public record Use(Limit limit, long most, long used, long refused) {}
