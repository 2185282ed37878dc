package io.acexy.simulator.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which script and settings hold for which content. Written by any thread, read by the engine's loop. */
final class ScriptBoard {

    /**
     * A script that was set.
     *
     * @param script which
     * @param version differs each time one is set, so that "once each time" can be told
     */
    record Active(EngineScript script, long version) {}

    private final Map<String, Active> scripts = new ConcurrentHashMap<>();
    private final Map<String, EngineSettings> settings = new ConcurrentHashMap<>();
    private final Map<String, FilmScript> filmScripts = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private final EngineSettings standard;
    private volatile FilmScript film = FilmScript.NORMAL;
    private volatile Active engine = new Active(EngineScript.NORMAL, 0);

    ScriptBoard(EngineSettings standard) {
        this.standard = standard;
    }

    void set(EngineScript script) {
        engine = new Active(script, versions.incrementAndGet());
    }

    void set(String infohash, EngineScript script) {
        if (script.scope() == EngineScript.Scope.ENGINE) {
            throw new IllegalArgumentException(script + " concerns the whole engine, not one content");
        }
        scripts.put(infohash, new Active(script, versions.incrementAndGet()));
    }

    void set(FilmScript script) {
        film = script;
    }

    void set(String infohash, FilmScript script) {
        filmScripts.put(infohash, script);
    }

    FilmScript film(String infohash) {
        return filmScripts.getOrDefault(infohash, film);
    }

    void configure(String infohash, EngineSettings own) {
        settings.put(infohash, own);
    }

    EngineScript engine() {
        return engine.script();
    }

    /** A script of the whole engine rules; then the content's own; then what was set for all contents. */
    Active of(String infohash) {
        Active whole = engine;
        if (whole.script().scope() == EngineScript.Scope.ENGINE) {
            return whole;
        }
        return scripts.getOrDefault(infohash, whole);
    }

    EngineSettings standard() {
        return standard;
    }

    EngineSettings settings(String infohash) {
        return settings.getOrDefault(infohash, standard);
    }
}
