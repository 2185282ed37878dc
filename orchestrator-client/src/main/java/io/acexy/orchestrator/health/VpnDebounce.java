package io.acexy.orchestrator.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Believes a change of the VPN only when it was seen twice in a row: the orchestrator's word for it flips within a second
 * while it double-checks. Confined to the poller's loop.
 */
final class VpnDebounce {

    private boolean known;
    private Optional<Instant> downSince = Optional.empty();

    /** When the last look was, if it contradicts what is believed. */
    private Optional<Instant> contradicted = Optional.empty();

    void seen(boolean down, Instant now) {
        boolean agrees = known && down == downSince.isPresent();
        if (agrees) {
            contradicted = Optional.empty();
        } else if (known && contradicted.isEmpty()) {
            contradicted = Optional.of(now);
        } else {
            known = true;
            downSince = down ? Optional.of(contradicted.orElse(now)) : Optional.empty();
            contradicted = Optional.empty();
        }
    }

    /** Since when it is believed to be down, which is the first look that said so; nothing while it is not. */
    Optional<Instant> downSince() {
        return downSince;
    }

    /** True if the last look contradicts what is believed: look again soon. */
    boolean isUnsure() {
        return contradicted.isPresent();
    }
}
