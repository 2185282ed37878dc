package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A slot on an engine, taken when it is made, on the selector's loop; given back once, from any thread. */
final class SlotLease implements EngineLease {

    private final Engine engine;
    private final EngineBooks books;
    private final EventLoop loop;
    private final Runnable freed;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param freed called on the loop when the slot has been given back */
    SlotLease(Engine engine, EngineBooks books, EventLoop loop, Runnable freed) {
        this.engine = engine;
        this.books = books;
        this.loop = loop;
        this.freed = freed;
        books.take(engine.authority());
    }

    @Override
    public void release() {
        end(null);
    }

    @Override
    public void fail(EngineFault fault) {
        end(fault);
    }

    private void end(EngineFault fault) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            loop.execute(() -> doEnd(fault));
        } catch (RejectedExecutionException ignored) {
            // The books have gone with the loop.
        }
    }

    private void doEnd(EngineFault fault) {
        books.giveBack(engine.authority());
        if (fault != null) {
            books.failed(engine.id(), fault);
        }
        freed.run();
    }
}
