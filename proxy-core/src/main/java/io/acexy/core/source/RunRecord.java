package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import java.time.Duration;

/** Keeps what there is to say of a run. Confined to the stream's home loop. */
final class RunRecord {

    private final SourceListener listener;
    private final Leads leads;

    private Runnable onAdoption = () -> {};
    private Runnable onChange = () -> {};
    private Engine lastUsed;
    private RunStatus status = RunStatus.NONE;

    RunRecord(SourceListener listener, Leads leads) {
        this.listener = listener;
        this.leads = leads;
    }

    /** How near to live the engines are that were in use. */
    Leads leads() {
        return leads;
    }

    /** @param task called whenever another source is in use, before its media is published */
    void onAdoption(Runnable task) {
        onAdoption = task;
    }

    /** @param task called whenever the status has changed */
    void onChange(Runnable task) {
        onChange = task;
    }

    private void show(RunStatus now) {
        status = now;
        onChange.run();
    }

    RunStatus status() {
        return status;
    }

    /** Why another engine is looked for, or null while nothing is wrong. */
    EngineFault trouble() {
        return status.trouble();
    }

    /** For so long there was no media. */
    void stalled(long nanos) {
        listener.stalled(Duration.ofNanos(nanos));
    }

    void serving(Engine engine, SessionLinks links) {
        show(status.serving(engine, links));
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
        show(status.switched(change));
        listener.switched(change);
    }

    private void use(Source source) {
        show(status.serving(source.engine, source.session().links()));
        lastUsed = source.engine;
        leads.use(source.engine);
        onAdoption.run();
    }

    /** Another content's turn has come, whose engines are nearer to live, or further behind, by other measures. */
    void playing(ContentId content) {
        leads.forget();
        show(status.playing(content));
    }

    void phase(Phase phase) {
        show(status.in(phase));
    }

    void swarm(SwarmReading reading) {
        show(status.reading(reading));
    }

    void inTrouble(EngineFault fault) {
        show(status.inTrouble(fault));
    }

    void settled() {
        show(status.settled());
    }
}
