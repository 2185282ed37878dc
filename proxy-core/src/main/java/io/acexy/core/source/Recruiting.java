package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.Hops;
import io.acexy.core.source.EngineSearch.Want;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Says of a run for what it wants an engine now, and opens a session on each that is found. Confined to the home loop. */
final class Recruiting implements EngineSearch.Seeker {

    private final GuardedLoop home;
    private final Relay relay;
    private final Rota rota;
    private final Map<String, String> options;
    private final SourceServices services;

    Recruiting(GuardedLoop home, Relay relay, Rota rota, Map<String, String> options, SourceServices services) {
        this.home = home;
        this.relay = relay;
        this.rota = rota;
        this.options = options;
        this.services = services;
    }

    @Override
    public boolean isWanted(Want want) {
        Candidates candidates = relay.candidates();
        if (!relay.succession().isClear()) {
            return false;
        }
        return switch (want) {
            case START -> isStarting() && candidates.isEmpty();
            case RACE -> isStarting() && candidates.size() == 1;
            case SPARE ->
                !isArriving() && (relay.is(Phase.WARY) || relay.is(Phase.RECOVERING)) && candidates.wantSpare();
            case REPLACEMENT ->
                relay.is(Phase.RECOVERING) && (isArriving() ? candidates.isEmpty() : candidates.wantAnother());
            case MOVE -> relay.is(Phase.RUNNING) && !candidates.isAnyPressing();
            case STANDBY -> relay.is(Phase.RUNNING) && candidates.isEmpty();
        };
    }

    /** Of a content whose turn has only just come there is one session at a time: it has nothing that would be continued. */
    private boolean isArriving() {
        return relay.succession().isArriving();
    }

    private boolean isStarting() {
        return relay.is(Phase.STARTING) && relay.inUse() == null;
    }

    @Override
    public Set<Engine> occupied() {
        Set<Engine> engines = new HashSet<>(relay.stopping());
        relay.candidates().addEnginesTo(engines);
        if (relay.inUse() != null) {
            engines.add(relay.inUse().engine);
        }
        return engines;
    }

    /** A spare is chosen among those that are known and free; for a replacement an engine may be started, which takes longer. */
    @Override
    public Set<Engine> avoided(Want want) {
        return want == Want.SPARE ? relay.record.leads().tooNear() : Set.of();
    }

    @Override
    public void found(Engine engine, EngineLease lease, Want want) {
        Source source = new Source(home, engine, lease, want, relay);
        source.on(services.sessions().open(home.loop(), engine, rota.content(), optionsFor(want), source));
        relay.take(source);
    }

    /** The proxies through which the first wish came may be gone by the time that another engine is needed. */
    private Map<String, String> optionsFor(Want want) {
        boolean first = want == Want.START || want == Want.RACE;
        return first || !options.containsKey(Hops.OPTION) ? options : Hops.without(options);
    }

    @Override
    public void nothingFound(EngineSelection.None answer, Want want) {
        relay.nothingFound(answer, want);
    }
}
