package io.acexy.core.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.HashMap;
import java.util.Map;

/** A film on an engine that is talked to. Confined to {@link #home}; all fields plain. */
public final class EngineFilm implements FilmSession {

    /** The vendor's own player asks for it where it opens a film several times: a new reader takes over from the last. */
    private static final Map<String, String> ONE_READER = Map.of("stop_prev_read_thread", "1");

    private final EventLoop home;
    private final EngineClient client;
    private final Engine engine;
    private final ContentId content;
    private final Map<String, String> options;

    private Future<SessionLinks.Reading> started;
    private Future<Void> stopped;
    private FilmRequest reader;

    EngineFilm(EventLoop home, EngineClient client, Engine engine, ContentId content, Map<String, String> options) {
        this.home = home;
        this.client = client;
        this.engine = engine;
        this.content = content;
        this.options = new HashMap<>(options);
        this.options.putAll(ONE_READER);
    }

    /** Makes sessions that use a client. */
    public static Opener with(EngineClient client) {
        return (home, engine, content, options) -> new EngineFilm(home, client, engine, content, options);
    }

    @Override
    public Future<SessionLinks.Reading> start() {
        assert home.inEventLoop() && started == null;
        started = client.start(home, engine, content, options);
        return started;
    }

    @Override
    public FilmReader read(Map<String, String> headers, FilmReader.Listener listener) {
        assert home.inEventLoop() && stopped == null;
        Future<?> free = home.newSucceededFuture(null);
        if (reader != null) {
            reader.close();
            free = reader.closed();
        }
        reader = new FilmRequest(home, client, engine, headers, listener);
        reader.open(started.getNow().links().playback(), free);
        return reader;
    }

    private void hangUp() {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public Future<Void> stop() {
        assert home.inEventLoop();
        if (stopped == null) {
            hangUp();
            Promise<Void> promise = home.newPromise();
            stopped = promise;
            if (started == null) {
                promise.setSuccess(null);
            } else {
                started.addListener(answered ->
                        client.bugs().run("stop of a film", () -> sendStop(promise), () -> promise.trySuccess(null)));
            }
        }
        return stopped;
    }

    private void sendStop(Promise<Void> promise) {
        client.stop(home, engine, started.getNow().links()).addListener(answered -> promise.setSuccess(null));
    }

    @Override
    public void abandon() {
        assert home.inEventLoop();
        hangUp();
        stopped = home.newSucceededFuture(null);
    }
}
