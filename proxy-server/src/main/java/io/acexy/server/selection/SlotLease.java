package io.acexy.server.selection;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A slot on an engine, whoever has chosen it: taken on the desk's loop, and given back there once, from any thread. */
final class SlotLease implements EngineLease {

    private final Desk desk;
    private final Consumer<Optional<EngineFault>> ended;
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param ended called on the loop when it is given back, with what has failed there */
    SlotLease(Desk desk, Consumer<Optional<EngineFault>> ended) {
        this.desk = desk;
        this.ended = ended;
    }

    @Override
    public void release() {
        end(Optional.empty());
    }

    @Override
    public void fail(EngineFault fault) {
        end(Optional.of(fault));
    }

    private void end(Optional<EngineFault> fault) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        try {
            desk.post(() -> ended.accept(fault));
        } catch (RejectedExecutionException ignored) {
            // The books have gone with the loop.
        }
    }
}
