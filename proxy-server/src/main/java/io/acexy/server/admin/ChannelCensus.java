package io.acexy.server.admin;

import java.util.Map;

/**
 * How many channels there are, and what checks have found of them. Immutable.
 *
 * @param channels by what was found last: alive, dead, or unknown
 * @param checks that are over since the program began, by what they have found
 * @param hidden how many channels are left out of lists
 */
public record ChannelCensus(Map<String, Long> channels, Map<String, Long> checks, int hidden) {}
