package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks an orchestrator to choose, which knows what other proxies have chosen; what it says too late, or what does not suit, is
 * given back. Confined to the desk's loop.
 */
final class ChosenThere {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SelectionParts parts;
    private final ListedEngines engines;
    private final SlotsHeldThere held;

    ChosenThere(SelectionParts parts, ListedEngines engines) {
        this.parts = parts;
        this.engines = engines;
        this.held = parts.notes().held();
    }

    /** @param otherwise goes on with the caller where nothing suitable is chosen in time */
    void ask(Wish wish, Consumer<Wish> otherwise) {
        Future<?> impatience = parts.desk().later(PATIENCE, () -> otherwise.accept(wish));
        parts.desk().hear(parts.client().reserve(parts.loop()), answer -> {
            boolean inTime = impatience.cancel(false);
            Optional<EngineReservation> chosen = answer.contentIfAny();
            boolean taken = chosen.isPresent() && take(wish, chosen.get(), inTime);
            if (inTime && !taken) {
                otherwise.accept(wish);
            }
        });
    }

    private boolean take(Wish wish, EngineReservation chosen, boolean inTime) {
        Engine engine = new Engine(chosen.containerId(), chosen.host(), chosen.port());
        held.hold(wish.content(), engine);
        boolean suits = inTime && engines.suits(engine, wish);
        if (suits) {
            wish.answer(new EngineSelection.Selected(
                    engine, engines.lease(engine, () -> held.giveBack(wish.content(), engine))));
        } else {
            held.giveBack(wish.content(), engine);
        }
        return suits;
    }
}
