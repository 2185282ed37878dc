package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import java.time.Duration;

/** Looks at an engine that has been listed and is still starting, until it answers. Confined to the desk's loop. */
final class EngineBoot {

    /** Who waits for the engine; hears one of these, once. */
    interface Waiter {

        void ready(Engine engine);

        void failed(String reason);
    }

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /** A start waits for no more than this on our account once the engine listens; a refused connection costs next to nothing. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final SelectionParts parts;
    private final Waiter waiter;
    private final Engine engine;
    private final long deadline;

    private EngineBoot(SelectionParts parts, Engine engine, Waiter waiter) {
        this.parts = parts;
        this.waiter = waiter;
        this.engine = engine;
        this.deadline =
                parts.ticker().nanoTime() + parts.limits().waits().answer().toNanos();
    }

    static void await(SelectionParts parts, Engine engine, Waiter waiter) {
        new EngineBoot(parts, engine, waiter).look();
    }

    private void look() {
        parts.desk().hear(parts.probe().check(parts.loop(), engine, PROBE_TIMEOUT), this::judge);
    }

    private void judge(EngineCheck check) {
        if (check.state() == EngineCheck.State.READY) {
            waiter.ready(engine);
        } else if (check.state() == EngineCheck.State.NAME_UNKNOWN) {
            // No boot to wait for: it plays for those who know the name, and not for us.
            parts.notes().reach().failed(engine, check);
            giveUp(EngineReach.nameText(engine.host()));
        } else if (deadline - parts.ticker().nanoTime() <= 0) {
            giveUp("the new engine does not answer after "
                    + parts.limits().waits().answer().toSeconds() + " s");
        } else {
            parts.desk().later(PAUSE, this::look);
        }
    }

    private void giveUp(String reason) {
        parts.notes().books().silent(engine.id());
        waiter.failed(reason);
    }
}
