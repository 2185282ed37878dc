package io.acexy.orchestrator.health;

/**
 * Believes a change of the VPN only when it was seen twice in a row: the orchestrator's word for it flips within a second
 * while it double-checks. Confined to the poller's loop.
 */
final class VpnDebounce {

    private boolean known;
    private boolean believedDown;
    private boolean unsure;

    void seen(boolean down) {
        if (!known) {
            known = true;
            believedDown = down;
        } else if (down == believedDown) {
            unsure = false;
        } else if (unsure) {
            believedDown = down;
            unsure = false;
        } else {
            unsure = true;
        }
    }

    boolean isDown() {
        return believedDown;
    }

    /** True if the last look contradicts what is believed: look again soon. */
    boolean isUnsure() {
        return unsure;
    }
}
