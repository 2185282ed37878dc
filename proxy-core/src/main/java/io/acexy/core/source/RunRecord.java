package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;

/** Keeps what there is to say of a run: written on the stream's home loop, its {@link #status} read by anybody. */
final class RunRecord {

    private final SourceListener listener;

    private Runnable onAdoption = () -> {};
    private Engine lastUsed;
    private boolean recovering;
    private volatile RunStatus status = RunStatus.NONE;

    RunRecord(SourceListener listener) {
        this.listener = listener;
    }

    /** @param task called whenever another source is in use, before its media is published */
    void onAdoption(Runnable task) {
        onAdoption = task;
    }

    /** Any thread. */
    RunStatus status() {
        return status;
    }

    /** Why another engine is looked for, or null while nothing is wrong. */
    EngineFault trouble() {
        return status.trouble();
    }

    /** Whether another engine is looked for. */
    boolean isRecovering() {
        return recovering;
    }

    void serving(Engine engine, SessionLinks links) {
        status = status.serving(engine, links);
    }

    void adopted(Source source, Splice splice) {
        status = status.serving(source.engine, source.session.links());
        if (lastUsed != null) {
            Switch change = new Switch(splice.kind(), lastUsed, source.engine, status.trouble(), splice.lost());
            status = status.switched(change);
            listener.switched(change);
        }
        lastUsed = source.engine;
        onAdoption.run();
    }

    void inTrouble(EngineFault fault) {
        recovering = true;
        status = status.inTrouble(fault);
    }

    /** Another engine is looked for, although nothing is wrong with the one left. */
    void recovering() {
        recovering = true;
    }

    void settled() {
        recovering = false;
        status = status.settled();
    }
}
