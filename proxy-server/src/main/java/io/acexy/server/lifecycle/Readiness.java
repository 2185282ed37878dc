package io.acexy.server.lifecycle;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether this process takes players: not before it serves, and not once it is about to end. Any thread. */
public final class Readiness {

    private enum State {
        STARTING,
        SERVING,
        DRAINING
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

    /** From now on it takes players. */
    public void serving() {
        state.set(State.SERVING);
    }

    /**
     * From now on it takes none: those who watch do so to the end, others shall go elsewhere. For good.
     *
     * @return whether that is news
     */
    public boolean draining() {
        return state.getAndSet(State.DRAINING) != State.DRAINING;
    }

    /** Why it takes none, in a word; nothing when it does. */
    public Optional<String> reason() {
        return switch (state.get()) {
            case STARTING -> Optional.of("starting");
            case DRAINING -> Optional.of("draining");
            case SERVING -> Optional.empty();
        };
    }
}
