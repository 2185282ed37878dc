package io.acexy.core.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One conversation with one engine: start, playback, stop. Confined to {@link #home}; all fields plain. */
public final class EngineSession implements MediaSession {

    private enum State {
        NEW,
        STARTING,
        PLAYING,
        OVER
    }

    private static final int MAX_REDIRECTS = 3;
    private static final long RETRY_MILLIS = 1_000;
    private static final long MAX_RETRY_MILLIS = 8_000;
    private static final long REOPEN_MILLIS = 200;

    /** A body this short that never became media is words. */
    private static final int SHORT_BODY = 4096;

    private final EventLoop home;
    private final EngineClient client;
    private final Engine engine;
    private final ContentId content;
    private final Map<String, String> options;
    private final Listener listener;
    private final Promise<Void> startAnswered;

    private State state = State.NEW;
    private MediaSink sink;
    private SessionLinks links;
    private Playback playback;
    private Future<?> retry;
    private int redirects;
    private long emptyRetryMillis = RETRY_MILLIS;
    private boolean mute;
    private boolean reading = true;
    private Future<Void> stopped;

    /** @param options as in {@link Opener#open} */
    public EngineSession(
            EventLoop home,
            EngineClient client,
            Engine engine,
            ContentId content,
            Map<String, String> options,
            Listener listener) {
        this.home = home;
        this.client = client;
        this.engine = engine;
        this.content = content;
        this.options = options;
        this.listener = listener;
        this.startAnswered = home.newPromise();
    }

    /** Makes sessions that use a client. */
    public static Opener with(EngineClient client) {
        return (home, engine, content, options, listener) ->
                new EngineSession(home, client, engine, content, options, listener);
    }

    public Engine engine() {
        return engine;
    }

    @Override
    public SessionLinks links() {
        return links;
    }

    @Override
    public void feed(MediaSink to) {
        assert state == State.NEW || home.inEventLoop();
        sink = to;
        if (playback != null) {
            playback.feed(to);
        }
    }

    @Override
    public void start() {
        assert home.inEventLoop() && state == State.NEW && sink != null;
        state = State.STARTING;
        client.start(home, engine, content, options)
                .addListener((Future<SessionLinks.Reading> done) -> guarded(() -> startAnswered(done.getNow())));
    }

    /** For what is called by timers and futures, which would swallow a mistake: it ends the session, like any on a channel. */
    private void guarded(Runnable step) {
        client.bugs().run("engine session", step, () -> fail(EngineFault.internal()));
    }

    private void startAnswered(SessionLinks.Reading reading) {
        links = reading.links();
        startAnswered.setSuccess(null);
        if (state != State.STARTING) {
            return;
        }
        if (links == null) {
            fail(reading.fault());
            return;
        }
        if (links.live() == 0) {
            fail(EngineFault.onDemand());
            return;
        }
        listener.started(links);
        if (state == State.STARTING) { // the owner may have given us up in between
            state = State.PLAYING;
            open(links.playback());
        }
    }

    private void open(String path) {
        retry = null;
        playback = Playback.open(client, home, engine, path, new Playback.Listener() {
            @Override
            public void redirected(String location) {
                follow(location);
            }

            @Override
            public void ofLength(long bytes) {
                // An engine that did not know what the content is knows by now how long it is.
                if (links.live() < 0 && bytes > SHORT_BODY) {
                    fail(EngineFault.onDemand());
                }
            }

            @Override
            public void refused(int status, String text) {
                EngineSession.this.refused(ofPlayback(EngineFault.ofStatus(status, text)));
            }

            @Override
            public void ended(EngineFault fault, long bytes, String beginning) {
                EngineSession.this.ended(fault, bytes, beginning);
            }
        });
        playback.feed(sink);
        playback.reading(reading);
    }

    /** Engines redirect {@code /ace/r/} to {@code /content/}; a redirect that leaves the engine is refused. */
    private void follow(String location) {
        String path = EngineAddress.path(engine, location);
        if (path == null) {
            fail(EngineFault.broken("engine redirected the media to another place"));
        } else if (++redirects > MAX_REDIRECTS) {
            fail(EngineFault.broken("engine redirected more than " + MAX_REDIRECTS + " times"));
        } else {
            open(path);
        }
    }

    /** While an engine warms up it may answer 500 where it should hold the answer back: ask again, on the same URL. */
    private void refused(EngineFault fault) {
        if (fault.kind() == EngineFault.Kind.WARMING_UP && state == State.PLAYING) {
            openLater(RETRY_MILLIS);
        } else {
            fail(fault);
        }
    }

    private void ended(EngineFault fault, long bytes, String beginning) {
        if (bytes == 0 && state == State.PLAYING && fault.kind() == EngineFault.Kind.ENDED) {
            openLater(emptyRetryMillis); // "200 and nothing": the engine is warming up
            emptyRetryMillis = Math.min(MAX_RETRY_MILLIS, emptyRetryMillis * 2);
        } else if (bytes > 0
                && bytes <= SHORT_BODY
                && EngineFault.ofText(beginning).kind() != EngineFault.Kind.BROKEN) {
            fail(ofPlayback(EngineFault.ofText(beginning)));
        } else {
            fail(fault);
        }
    }

    /** The engine has accepted the content before, so whatever it does not find now is not the content. */
    private static EngineFault ofPlayback(EngineFault fault) {
        return fault.kind() == EngineFault.Kind.CONTENT_UNKNOWN
                ? new EngineFault(EngineFault.Kind.DEAD_SESSION, fault.detail())
                : fault;
    }

    private void openLater(long millis) {
        redirects = 0;
        retry = home.schedule(() -> guarded(() -> open(links.playback())), millis, TimeUnit.MILLISECONDS);
    }

    private void fail(EngineFault fault) {
        if (state == State.OVER) {
            return;
        }
        closePlayback();
        if (!mute) {
            listener.failed(fault);
        }
    }

    private void closePlayback() {
        state = State.OVER;
        if (retry != null) {
            retry.cancel(false);
        }
        if (playback != null) {
            playback.close();
        }
    }

    @Override
    public void reopen() {
        assert home.inEventLoop() && links != null && !mute;
        closePlayback();
        state = State.PLAYING;
        redirects = 0;
        retry = home.schedule(() -> guarded(() -> open(links.playback())), REOPEN_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Future<EngineStat> stat(Duration timeout) {
        assert home.inEventLoop();
        if (links == null || links.stat() == null) {
            return home.newSucceededFuture(null);
        }
        return client.stat(home, engine, links.stat(), timeout);
    }

    @Override
    public boolean hasStat() {
        return links != null && links.stat() != null;
    }

    @Override
    public void reading(boolean on) {
        assert home.inEventLoop();
        reading = on;
        if (playback != null) {
            playback.reading(on);
        }
    }

    @Override
    public void wakeAt(int bytes) {
        assert home.inEventLoop();
        if (playback != null) {
            playback.wakeAt(bytes);
        }
    }

    @Override
    public Future<Void> stop() {
        assert home.inEventLoop();
        if (stopped == null) {
            boolean never = state == State.NEW;
            mute = true;
            closePlayback();
            Promise<Void> promise = home.newPromise();
            stopped = promise;
            if (never) {
                promise.setSuccess(null);
            } else {
                startAnswered.addListener(answered -> client.bugs()
                        .run("stop of an engine session", () -> sendStop(promise), () -> promise.trySuccess(null)));
            }
        }
        return stopped;
    }

    private void sendStop(Promise<Void> promise) {
        client.stop(home, engine, links).addListener(answered -> promise.setSuccess(null));
    }

    @Override
    public void abandon() {
        assert home.inEventLoop();
        mute = true;
        closePlayback();
        stopped = home.newSucceededFuture(null);
    }
}
