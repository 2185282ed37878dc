package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;

/**
 * Where a stream's media comes from while it runs: the door of this room. Begun once, stopped once. Confined to the stream's
 * home loop, but for {@link #status}; each entry asserts it. Its sessions are its own: {@link #stop} ends them all.
 */
public final class EngineRun {

    private final EventLoop home;
    private final Relay relay;
    private final MediaWatch watch;

    /**
     * @param options further engine parameters of the first player, passed on as they are
     * @param published what players have; its owner goes on filling it
     */
    public EngineRun(
            EventLoop home,
            ContentId content,
            Map<String, String> options,
            SourceServices services,
            Published published,
            SourceListener listener,
            RunOwner owner) {
        this.home = home;
        this.relay = new Relay(home, content, options, services, published, listener, owner);
        this.watch = new MediaWatch(relay, published.inspector(), services.config(), home.ticker());
        relay.record.onAdoption(watch::sourceChanged);
    }

    /** Any thread; never waits. */
    public RunStatus status() {
        return relay.record.status();
    }

    /** Looks for the first engine. */
    public void begin() {
        assert home.inEventLoop();
        relay.begin();
    }

    /** Opens a session on another engine first, and leaves this one when the new one has taken over. */
    public void move() {
        assert home.inEventLoop();
        relay.move();
    }

    /** More has been published. */
    public void published() {
        assert home.inEventLoop();
        watch.mediaCame();
        relay.published();
    }

    /**
     * Judges whether the media is as it should be. To be called now and then from the first media on.
     *
     * @param players so many watch: from some number on a second engine is kept ready
     */
    public void look(int players) {
        assert home.inEventLoop();
        if (watch.look()) {
            watch.keepStandby(players);
        }
    }

    /** The engine in use is judged to be no good, although its connection says nothing. */
    public void condemn(EngineFault fault) {
        assert home.inEventLoop();
        relay.condemn(fault);
    }

    /** Stops or resumes reading from the engine in use. Silence meanwhile is our own. */
    public void reading(boolean on) {
        assert home.inEventLoop();
        watch.reading(on);
        relay.reading(on);
    }

    /** How many bytes of media must have come before they are handed over: a hint to the engine in use. */
    public void wakeAt(int bytes) {
        assert home.inEventLoop();
        relay.wakeAt(bytes);
    }

    /**
     * Nobody wants the media any more.
     *
     * @param why what the engine in use has to answer for, or null
     * @return completed on the home loop when no session of this run is left on any engine
     */
    public Future<Void> stop(EngineFault why) {
        assert home.inEventLoop();
        return relay.stop(why);
    }

    /**
     * Another stream plays this content: on its engine one stop ends both sessions, so ours there is left to it.
     *
     * @param other that engine, or null
     */
    public void yieldTo(Engine other) {
        assert home.inEventLoop();
        relay.yieldTo(other);
    }
}
