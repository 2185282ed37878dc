package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.SessionRules.SecondReader;

/** {@code /ace/r/...} and {@code /content/...}: from the playback URL over a redirect to progressive media. */
final class PlaybackEndpoint {

    private static final String NO_DOWNLOAD = "download not found";

    private final EngineCore engine;

    PlaybackEndpoint(EngineCore engine) {
        this.engine = engine;
    }

    /** {@code /ace/r/<infohash>/<key>}. */
    void open(EngineRequest request, String infohash, String key) {
        Session session = engine.swarms.find(infohash, key);
        if (session == null) {
            fail(request, infohash, 500, NO_DOWNLOAD);
            return;
        }
        session.lastActivity = System.nanoTime();
        EngineScript script = session.swarm.script().script();
        switch (script) {
            case PLAYBACK_404 -> fail(request, infohash, 404, "404 Not Found");
            case FAILED_TO_START_BODY -> fail(request, infohash, 500, "failed to start");
            case WARMUP_500 -> redirectAfterTries(request, session, NO_DOWNLOAD);
            case WARMUP_START_TIMEOUT -> redirectAfterTries(request, session, "start timeout");
            case REDIRECT_LOOP -> Answer.redirect(request, url(request, request.path()));
            case REDIRECT_TO_OTHER_HOST -> {
                Answer.redirect(request, "http://127.0.0.2:" + engine.port + contentPath(session));
            }
            case DELAYED_REDIRECT -> {
                long wait = session.readyAt - System.nanoTime();
                engine.after(request.channel(), wait, () -> redirect(request, session));
            }
            default -> redirect(request, session);
        }
    }

    private void redirectAfterTries(EngineRequest request, Session session, String refusal) {
        if (session.refusedTries < session.swarm.settings.faults().warmupTries()) {
            session.refusedTries++;
            fail(request, session.swarm.infohash, 500, refusal);
        } else {
            redirect(request, session);
        }
    }

    private void redirect(EngineRequest request, Session session) {
        Answer.redirect(request, url(request, contentPath(session)));
    }

    private String url(EngineRequest request, String path) {
        return "http://" + StartEndpoint.authority(request, engine.port) + path;
    }

    /** The last part looks like a random number printed by Python, as real engines make it. */
    private String contentPath(Session session) {
        String token = "0." + (1_000_000_000_000_000L + (long) (engine.random.nextDouble() * 8e15));
        session.addToken(token);
        return "/content/" + session.swarm.infohash + "/" + token;
    }

    /** {@code /content/<infohash>/<token>}. */
    void read(EngineRequest request, String infohash, String token) {
        Session session = engine.swarms.findByToken(infohash, token);
        if (session == null) {
            fail(request, infohash, 500, NO_DOWNLOAD);
            return;
        }
        EngineSettings settings = session.swarm.settings;
        EngineScript script = session.swarm.script().script();
        if (script == EngineScript.WARMUP_EMPTY_200
                && session.refusedTries < settings.faults().warmupTries()) {
            session.refusedTries++;
            Answer.send(request, settings.wire().media(), 200, WireSettings.MEDIA_TYPE, "");
        } else if (script == EngineScript.DOUBLE_STATUS_LINE) {
            Answer.doubleStatus(request, secondFails(settings), WireSettings.MEDIA_TYPE);
        } else {
            admit(request, session, settings);
        }
    }

    private void admit(EngineRequest request, Session session, EngineSettings settings) {
        String infohash = session.swarm.infohash;
        engine.counters.add(infohash, Count.READERS, 1);
        engine.counters.readersOfSession(infohash, session.reader == null ? 1 : 2);
        if (session.reader != null) {
            if (settings.rules().secondReader() != SecondReader.TAKEOVER && !session.takesOver) {
                engine.counters.add(infohash, Count.READERS_REFUSED, 1);
                Answer.doubleStatus(request, secondFails(settings), WireSettings.MEDIA_TYPE);
                return;
            }
            session.reader.end();
        }
        long now = System.nanoTime();
        SessionReader reader = session.swarm.film == null
                ? new Reader(engine, session, request, now)
                : new FilmReader(engine, session, request, now);
        session.reader = reader;
        engine.counters.add(infohash, Count.READERS_NOW, 1);
        request.channel().closeFuture().addListener(closed -> reader.detach());
        reader.tick(now);
    }

    private static boolean secondFails(EngineSettings settings) {
        return settings.rules().secondReader() == SecondReader.DOUBLE_STATUS_500;
    }

    private void fail(EngineRequest request, String infohash, int status, String text) {
        Answer.send(request, engine.scripts.settings(infohash).wire().answers(), status, Answer.TEXT, text);
    }
}
