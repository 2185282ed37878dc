package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which listed engines do not answer this proxy, and why: the reason is logged once for each, then only counted. Names that
 * nobody here can resolve are a matter of where the proxy stands and not of the engine; more engines of that kind would be of
 * no use. Confined to the selector's loop, but for {@link #trouble}.
 */
final class EngineReach {

    /** What an operator does about names. */
    static final String REMEDY = "run acexy in the engines' Docker network, or make the names known where it runs";

    private static final Logger LOG = LoggerFactory.getLogger(EngineReach.class);

    /** One engine that does not answer. */
    private static final class Failing {
        private final Engine engine;
        private EngineCheck last;
        private int times;

        Failing(Engine engine) {
            this.engine = engine;
        }
    }

    private final Map<String, Failing> failing = new HashMap<>();

    /** One line for the status page. Written on the loop only. */
    private volatile Optional<String> trouble = Optional.empty();

    /** The engine was looked at, and is not ready. */
    void failed(Engine engine, EngineCheck check) {
        Failing known = failing.computeIfAbsent(engine.id(), id -> new Failing(engine));
        known.times++;
        boolean news = known.last == null || known.last.state() != check.state();
        known.last = check;
        if (news && check.state() == EngineCheck.State.NAME_UNKNOWN) {
            LOG.atWarn()
                    .addKeyValue("engine", engine)
                    .addKeyValue("reason", check.reason())
                    .log("a listed engine's name cannot be resolved: " + REMEDY);
        } else if (news) {
            LOG.atWarn()
                    .addKeyValue("engine", engine)
                    .addKeyValue("reason", check.reason())
                    .log("a listed engine does not answer");
        }
        show();
    }

    void answered(Engine engine) {
        Failing known = failing.remove(engine.id());
        if (known != null) {
            LOG.atInfo()
                    .addKeyValue("engine", engine)
                    .addKeyValue("failures", known.times)
                    .log("a listed engine answers again");
            show();
        }
    }

    /** A new list: who is not in it is nobody's trouble. */
    void prune(Collection<EngineState> listed) {
        if (failing.isEmpty()) {
            return;
        }
        failing.keySet().removeIf(id -> listed.stream()
                .noneMatch(engine -> engine.containerId().equals(id)));
        show();
    }

    /**
     * What to tell who finds no engine, if names are the reason: of the engines that could be used each has a name that is
     * not known here.
     */
    Optional<String> unknownNames(Collection<EngineState> listed) {
        boolean another = listed.stream()
                .filter(engine -> !engine.draining() && engine.health() != EngineHealth.UNHEALTHY)
                .anyMatch(engine -> !isNameUnknown(engine));
        return another
                ? Optional.empty()
                : failing.values().stream()
                        .filter(EngineReach::isNameUnknown)
                        .map(known -> known.engine.host())
                        .min(String::compareTo)
                        .map(EngineReach::nameText);
    }

    /** The same of one engine. */
    static String nameText(String host) {
        return "this proxy cannot resolve the engines' names (" + host + "): " + REMEDY;
    }

    private boolean isNameUnknown(EngineState engine) {
        Failing known = failing.get(engine.containerId());
        return known != null && isNameUnknown(known);
    }

    private static boolean isNameUnknown(Failing known) {
        return known.last.state() == EngineCheck.State.NAME_UNKNOWN;
    }

    private void show() {
        Optional<Failing> worst =
                failing.values().stream().min((one, other) -> other.last.state().compareTo(one.last.state()));
        trouble = worst.map(known -> isNameUnknown(known) ? nameText(known.engine.host()) : known.last.reason())
                .map(text -> failing.size() == 1 ? text : text + " (" + failing.size() + " engines do not answer)");
    }

    /** Why one engine does not answer. */
    Optional<String> reason(String containerId) {
        return Optional.ofNullable(failing.get(containerId))
                .map(known -> isNameUnknown(known) ? nameText(known.engine.host()) : known.last.reason());
    }

    /** What is wrong with listed engines, for the status page. Any thread; never waits. */
    Optional<String> trouble() {
        return trouble;
    }
}
