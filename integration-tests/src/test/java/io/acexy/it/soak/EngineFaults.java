package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.acexy.it.support.Content;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.engine.FilmScript;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Every script of the engines: for one content on one of them or on all, for one film, or for a whole engine. */
final class EngineFaults {

    /** How long a fault may be felt that is over: what failed is tried again, and what was chosen meanwhile may be left. */
    private static final Duration FELT = Duration.ofSeconds(25);

    /** Contents that are left alone, so that somebody always has an undisturbed broadcast. */
    private static final int SHELTERED = 6;

    private final Stand stand;
    private final TroubleLog troubles;
    private final SplittableRandom chance;
    private final List<Content> victims;
    private final List<Content> films;

    EngineFaults(Stand stand, TroubleLog troubles, SplittableRandom chance) {
        this.stand = stand;
        this.troubles = troubles;
        this.chance = chance;
        List<Content> common = stand.programme.common;
        victims = new ArrayList<>(common.subList(0, common.size() - SHELTERED));
        victims.addAll(stand.programme.rich);
        stand.programme.channels.forEach(channel -> victims.add(channel.first()));
        films = stand.programme.films.subList(0, stand.programme.films.size() - SHELTERED);
    }

    List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (EngineScript script : EngineScript.values()) {
            if (script.scope() == EngineScript.Scope.ENGINE) {
                faults.add(Fault.lasting("engine " + script, "an engine", 4, 15, () -> ofEngine(script)));
            } else if (script != EngineScript.NORMAL) {
                faults.add(Fault.lasting("content " + script, "", 4, 15, () -> ofContent(script)));
            }
        }
        for (FilmScript script : FilmScript.values()) {
            if (script != FilmScript.NORMAL) {
                faults.add(Fault.lasting("film " + script, "", 4, 15, () -> ofFilm(script)));
            }
        }
        return faults;
    }

    private Fault.Undo ofEngine(EngineScript script) {
        int number = chance.nextInt(Stand.ENGINES);
        Optional<SimulatedEngine> entry = stand.entry(number);
        Optional<EngineSimulator> engine = stand.engine(number);
        if (entry.isEmpty() || engine.isEmpty()) {
            return () -> {};
        }
        Trouble trouble = troubles.begin("engine " + script, null, Set.of(Effect.MOVE, Effect.HOLD));
        if (script == EngineScript.DIES) {
            stand.orchestrator.killEngine(entry.get().containerId());
        } else {
            engine.get().setScript(script);
        }
        return () -> {
            if (script == EngineScript.DIES) {
                stand.entry(number).ifPresent(now -> stand.orchestrator.restartEngine(now.containerId()));
                stand.replaceMissing();
            } else {
                stand.engine(number).ifPresent(now -> now.setScript(EngineScript.NORMAL));
            }
            troubles.end(trouble, FELT);
        };
    }

    private Fault.Undo ofContent(EngineScript script) {
        Content content = one(victims);
        List<EngineSimulator> engines = some();
        boolean everywhere = engines.size() > 1;
        String name = script + (everywhere ? " everywhere" : " on one engine");
        Trouble trouble = troubles.begin(name, content.infohash(), effects(script, everywhere));
        engines.forEach(engine -> engine.setScript(content.infohash(), script));
        return () -> {
            stand.engines().forEach(engine -> engine.setScript(content.infohash(), EngineScript.NORMAL));
            troubles.end(trouble, FELT);
        };
    }

    /** One engine, or all that there are. */
    private List<EngineSimulator> some() {
        List<EngineSimulator> all = stand.engines();
        return chance.nextBoolean() || all.isEmpty() ? all : List.of(all.get(chance.nextInt(all.size())));
    }

    private static Set<Effect> effects(EngineScript script, boolean everywhere) {
        EnumSet<Effect> effects = EnumSet.of(Effect.MOVE);
        if (EnumSet.of(
                        EngineScript.CORRUPT_TS,
                        EngineScript.AUDIO_ONLY,
                        EngineScript.NO_KEYFRAMES,
                        EngineScript.WRONG_CRC,
                        // A stream that is running changes its form in the middle, too.
                        EngineScript.PACKETS_OF_192,
                        EngineScript.PACKETS_OF_204,
                        EngineScript.ENDS_AGAIN)
                .contains(script)) {
            effects.add(Effect.DISTORT);
        }
        if (!everywhere) {
            return effects;
        }
        switch (script.scope()) {
            case START, PLAYBACK -> {
                effects.add(Effect.REFUSE);
                effects.add(Effect.BLIND);
                effects.add(Effect.SILENCE);
                if (script == EngineScript.ENDS_AGAIN) {
                    effects.add(Effect.CUT);
                }
            }
            case STREAM -> {
                effects.add(Effect.REFUSE);
                effects.add(Effect.SILENCE);
                if (!EnumSet.of(EngineScript.STALL, EngineScript.CORRUPT_TS, EngineScript.SLOW_DRIP)
                        .contains(script)) {
                    effects.add(Effect.CUT);
                }
            }
            default -> effects.add(Effect.BLIND);
        }
        return effects;
    }

    private Fault.Undo ofFilm(FilmScript script) {
        Content film = one(films);
        List<EngineSimulator> engines = some();
        Trouble trouble = troubles.begin(
                "film " + script, film.infohash(), Set.of(Effect.CUT, Effect.REFUSE, Effect.DISTORT, Effect.MOVE));
        engines.forEach(engine -> engine.setScript(film.infohash(), script));
        return () -> {
            stand.engines().forEach(engine -> engine.setScript(film.infohash(), FilmScript.NORMAL));
            troubles.end(trouble, FELT);
        };
    }

    private <T> T one(List<T> of) {
        return of.get(chance.nextInt(of.size()));
    }
}
