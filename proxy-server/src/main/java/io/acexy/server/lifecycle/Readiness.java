package io.acexy.server.lifecycle;

import java.util.Optional;

/** Whether this process takes players: not before it serves, and not once it is about to end. Any thread. */
public final class Readiness {

    private enum State {
        STARTING,
        SERVING,
        DRAINING
    }

    private volatile State state = State.STARTING;

    /** From now on it takes players. */
    public void serving() {
        state = State.SERVING;
    }

    /** From now on it takes none: those who watch do so to the end, others shall go elsewhere. For good. */
    public void draining() {
        state = State.DRAINING;
    }

    /** Why it takes none, in a word; nothing when it does. */
    public Optional<String> reason() {
        return switch (state) {
            case STARTING -> Optional.of("starting");
            case DRAINING -> Optional.of("draining");
            case SERVING -> Optional.empty();
        };
    }
}
