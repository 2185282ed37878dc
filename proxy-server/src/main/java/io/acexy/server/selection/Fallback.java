package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.health.HealthPoller;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of the configuration, which serve while the orchestrator is away. One to which there is no way is not handed out:
 * who asks shall hear that both are gone, and not only that some engine is. Confined to the desk's loop.
 */
final class Fallback {

    private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private final EngineSelector known;
    private final EngineProbe engines;
    private final HealthPoller poller;
    private final Desk desk;

    Fallback(EngineSelector known, EngineProbe engines, HealthPoller poller, Desk desk) {
        this.known = known;
        this.engines = engines;
        this.poller = poller;
        this.desk = desk;
    }

    /**
     * Chooses one.
     *
     * @param found takes the engine and its slot
     * @param none told why there is none
     */
    void select(
            ContentId content,
            Set<Engine> excluding,
            Consumer<EngineSelection.Selected> found,
            Consumer<Shortage> none) {
        new Attempt(content, excluding, found, none).next();
    }

    /** One caller's way through the engines of the configuration. */
    private final class Attempt {

        private final ContentId content;
        private final Set<Engine> excluding;
        private final Consumer<EngineSelection.Selected> found;
        private final Consumer<Shortage> none;
        private String gone = "";

        Attempt(
                ContentId content,
                Set<Engine> excluding,
                Consumer<EngineSelection.Selected> found,
                Consumer<Shortage> none) {
            this.content = content;
            this.excluding = new HashSet<>(excluding);
            this.found = found;
            this.none = none;
        }

        void next() {
            desk.hear(known.select(content, excluding, desk.loop()), selection -> {
                if (selection instanceof EngineSelection.Selected selected) {
                    check(selected);
                } else {
                    none.accept(Shortage.because(text(selection)));
                }
            });
        }

        private void check(EngineSelection.Selected selected) {
            Engine engine = selected.engine();
            desk.hear(engines.check(desk.loop(), engine, CHECK_TIMEOUT), check -> {
                if (check.isGone()) {
                    gone = check.reason();
                    excluding.add(engine);
                    selected.lease().release();
                    next();
                } else {
                    LOG.atWarn()
                            .addKeyValue("engine", engine)
                            .log("the orchestrator does not answer: using the fallback engine");
                    found.accept(selected);
                }
            });
        }

        private String text(EngineSelection selection) {
            String why = poller.latest()
                    .trouble()
                    .map(trouble -> " (" + trouble + ")")
                    .orElse("");
            return "the orchestrator does not answer" + why + ", and " + engineText(selection);
        }

        private String engineText(EngineSelection selection) {
            if (!gone.isEmpty()) {
                return "the fallback engine is gone too: " + gone;
            }
            return selection instanceof EngineSelection.Busy
                    ? "the fallback engine has no room"
                    : "no fallback engine works";
        }
    }
}
