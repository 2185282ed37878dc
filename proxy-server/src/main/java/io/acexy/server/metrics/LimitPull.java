package io.acexy.server.metrics;

import io.acexy.server.limits.House;
import io.acexy.server.limits.Use;
import java.util.List;

/**
 * What is limited, how much of it is used, and how many were turned away for it.
 *
 * @param house where it is counted
 */
record LimitPull(House house) implements Families.Pull {

    private static final List<String> LIMIT = List.of("limit");

    @Override
    public void into(Families families) {
        List<Use> uses = house.uses();
        families.gauge(
                "acexy_limit",
                "How much there may be of what players take; 0 is no limit",
                LIMIT,
                samples ->
                        uses.forEach(use -> samples.add(use.most(), use.limit().word())));
        families.gauge(
                "acexy_limit_used",
                "How much of it is used; of what is counted for each key, address or stream, the most that one has",
                LIMIT,
                samples ->
                        uses.forEach(use -> samples.add(use.used(), use.limit().word())));
        families.counter(
                "acexy_limit_refusals_total",
                "Wishes that were turned away, by the limit that stood against them",
                LIMIT,
                samples -> uses.forEach(
                        use -> samples.add(use.refused(), use.limit().word())));
    }
}
