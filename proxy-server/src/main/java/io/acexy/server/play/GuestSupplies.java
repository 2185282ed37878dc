package io.acexy.server.play;

import io.acexy.core.Bugs;
import io.acexy.core.stream.StreamRegistry;

/**
 * What sessions of clients work with who take this proxy for an engine.
 *
 * @param streams what is held until somebody comes for it
 * @param media who comes for it as it is
 * @param hls who comes for it as HLS
 * @param films who comes for what is not live
 * @param seats of all players: a session has one until its player comes
 * @param limits what sessions may cost
 * @param bugs hears of our own mistakes
 */
public record GuestSupplies(
        StreamRegistry streams,
        PlayerDoor media,
        HlsDoor hls,
        FilmDoor films,
        Seats seats,
        GuestLimits limits,
        Bugs bugs) {}
