package io.acexy.core.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A reader of a film: follows the engine's redirects, and asks again while the engine warms up or has not noticed yet that the
 * last reader is gone. How long is for its owner to say, who closes it. Confined to the home loop.
 */
final class FilmRequest implements FilmReader, FilmExchange.Listener {

    private static final int MAX_REDIRECTS = 3;
    private static final long WARM_UP_MILLIS = 1_000;
    private static final long OCCUPIED_MILLIS = 200;

    /** So often an answer that is no HTTP is taken for "another reader is here": that is what a second reader gets. */
    private static final int MAX_OCCUPIED = 10;

    private final EventLoop home;
    private final EngineClient client;
    private final Engine engine;
    private final Map<String, String> headers;
    private final Listener listener;

    private FilmExchange exchange;
    private Future<?> later;
    private String playback;
    private int redirects;
    private int occupied;
    private boolean reading = true;
    private boolean begun;
    private boolean over;

    FilmRequest(EventLoop home, EngineClient client, Engine engine, Map<String, String> headers, Listener listener) {
        this.home = home;
        this.client = client;
        this.engine = engine;
        this.headers = headers;
        this.listener = listener;
    }

    /** @param free done when the engine has no other reader of ours */
    void open(String path, Future<?> free) {
        playback = path;
        free.addListener(done -> guarded(() -> exchange(path)));
    }

    private void guarded(Runnable step) {
        client.bugs().run("reader of a film", step, () -> failed(EngineFault.internal()));
    }

    private void exchange(String path) {
        if (!over) {
            exchange = FilmExchange.open(client, home, new FilmExchange.Target(engine, path, headers), this);
            exchange.reading(reading);
        }
    }

    @Override
    public void redirected(String location) {
        String path = EngineAddress.path(engine, location);
        if (path == null) {
            failed(EngineFault.broken("engine redirected the film to another place"));
        } else if (++redirects > MAX_REDIRECTS) {
            failed(EngineFault.broken("engine redirected more than " + MAX_REDIRECTS + " times"));
        } else {
            exchange(path);
        }
    }

    @Override
    public void head(FilmHead head) {
        begun = true;
        listener.head(head);
    }

    @Override
    public void bytes(ByteBuf data) {
        listener.bytes(data);
    }

    @Override
    public void complete() {
        if (!over) {
            over = true;
            listener.complete();
        }
    }

    @Override
    public void refused(EngineFault fault) {
        boolean warmsUp = fault.kind() == EngineFault.Kind.WARMING_UP;
        boolean isOccupied = fault.kind() == EngineFault.Kind.BROKEN && occupied++ < MAX_OCCUPIED;
        if (!begun && (warmsUp || isOccupied)) {
            redirects = 0;
            later = home.schedule(
                    () -> guarded(() -> exchange(playback)),
                    warmsUp ? WARM_UP_MILLIS : OCCUPIED_MILLIS,
                    TimeUnit.MILLISECONDS);
        } else {
            failed(fault);
        }
    }

    private void failed(EngineFault fault) {
        if (!over) {
            close();
            listener.failed(fault);
        }
    }

    @Override
    public void reading(boolean on) {
        assert home.inEventLoop();
        reading = on;
        if (exchange != null) {
            exchange.reading(on);
        }
    }

    @Override
    public void close() {
        assert home.inEventLoop();
        over = true;
        if (later != null) {
            later.cancel(false);
        }
        if (exchange != null) {
            exchange.close();
        }
    }

    /** Done when its connection, if there was one, has been closed. */
    Future<?> closed() {
        return exchange == null ? home.newSucceededFuture(null) : exchange.closed();
    }
}
