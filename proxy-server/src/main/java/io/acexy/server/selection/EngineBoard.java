package io.acexy.server.selection;

import io.acexy.server.admin.EngineView;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engines as they are to be seen: written anew on the desk's loop a moment after something has changed, however much has,
 * and read by anybody.
 */
final class EngineBoard {

    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Desk desk;
    private final Supplier<List<EngineView>> look;
    private boolean pending;

    private volatile List<EngineView> shown;

    /**
     * @param first what there is to be seen before the first change
     * @param look asked on the desk's loop
     */
    EngineBoard(Desk desk, List<EngineView> first, Supplier<List<EngineView>> look) {
        this.desk = desk;
        this.shown = first;
        this.look = look;
    }

    /** On the desk's loop. */
    void changed() {
        if (!pending && !desk.loop().isShuttingDown()) {
            pending = true;
            desk.later(MOMENT, this::show);
        }
    }

    private void show() {
        pending = false;
        shown = List.copyOf(look.get());
    }

    /** Any thread; never waits. */
    List<EngineView> engines() {
        return shown;
    }
}
