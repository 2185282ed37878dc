package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;

/** Keeps what there is to say of a run: written on the stream's home loop, its {@link #status} read by anybody. */
final class RunRecord {

    private final SourceListener listener;

    private Runnable onAdoption = () -> {};
    private Engine lastUsed;
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

    void serving(Engine engine, SessionLinks links) {
        status = status.serving(engine, links);
    }

    /** There was none before, so it is no switch. */
    void adoptedFirst(Source source) {
        use(source);
    }

    /** @param why what was wrong with the one left; null when nothing was */
    void adopted(Source source, Splice splice, EngineFault why) {
        Engine left = lastUsed;
        use(source);
        Switch change = new Switch(splice.kind(), left, source.engine, why, splice.lost());
        status = status.switched(change);
        listener.switched(change);
    }

    private void use(Source source) {
        status = status.serving(source.engine, source.session().links());
        lastUsed = source.engine;
        onAdoption.run();
    }

    void inTrouble(EngineFault fault) {
        status = status.inTrouble(fault);
    }

    void settled() {
        status = status.settled();
    }
}
