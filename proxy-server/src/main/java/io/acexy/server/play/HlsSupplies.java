package io.acexy.server.play;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.hls.HlsConfig;

/**
 * What HLS works with.
 *
 * @param lists lengths of segments and lists
 * @param limits what its players may cost
 * @param memory of all rings, from which its own is taken
 * @param seats of all players, in whatever form
 * @param book of all players, in whatever form
 * @param bugs hears of our own mistakes
 */
public record HlsSupplies(
        HlsConfig lists, HlsLimits limits, BufferBudget memory, Seats seats, PlayerBook book, Bugs bugs) {}
