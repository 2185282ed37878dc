package io.acexy.server.metrics;

import io.acexy.server.admin.ChannelCensus;
import java.util.List;
import java.util.function.Supplier;

/**
 * What checks have found of the household's channels: of how many, not of which.
 *
 * @param census counts them
 */
record ChannelPull(Supplier<ChannelCensus> census) implements Families.Pull {

    @Override
    public void into(Families families) {
        ChannelCensus now = census.get();
        families.gauge(
                "acexy_channels",
                "Channels by what the last check of each has found",
                List.of("found"),
                samples -> now.channels().forEach((found, count) -> samples.add(count, found)));
        families.gauge("acexy_channels_hidden", "Channels that are left out of lists as dead", now.hidden());
        families.counter(
                "acexy_channel_checks_total",
                "Checks of channels by what they have found",
                List.of("found"),
                samples -> now.checks().forEach((found, count) -> samples.add(count, found)));
    }
}
