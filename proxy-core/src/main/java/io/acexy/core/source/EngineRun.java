package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;

/**
 * Where a stream's media comes from while it runs: the door of this room. Begun once, stopped once. Confined to the stream's
 * home loop; each entry asserts it. Its sessions are its own: {@link #stop} ends them all.
 */
public final class EngineRun {

    private final GuardedLoop home;
    private final Relay relay;
    private final MediaWatch watch;
    private final SilenceWatch silence;
    private final SwarmWatch swarm;
    private final Standby standby;
    private final Departure departure;

    private boolean reading = true;

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
        FailoverConfig config = services.config().failover();
        this.home = new GuardedLoop(
                home,
                services.bugs(),
                "the engines' side of a stream",
                () -> owner.lost(new RunEnd.Failed(EngineFault.internal())));
        Rota rota = new Rota(content, services.backups(), services.dead(), this.home.now());
        this.relay = new Relay(this.home, rota, options, new Surroundings(services, listener, owner), published);
        this.watch = new MediaWatch(published.inspector(), config, home.ticker());
        this.silence = new SilenceWatch(this.home, relay, services.config());
        this.swarm = new SwarmWatch(this.home, relay, services.attention());
        this.standby = new Standby(this.home, relay, config.standbyPlayers());
        this.departure = new Departure(this.home, relay);
        relay.record.onAdoption(this::sourceChanged);
        relay.record.onChange(owner::changed);
    }

    private void sourceChanged() {
        watch.sourceChanged();
        silence.sourceChanged();
    }

    /** What there is to say of it at this moment. */
    public RunStatus status() {
        assert home.isHere();
        return relay.record.status();
    }

    /** Looks for the first engine. */
    public void begin() {
        assert home.isHere();
        relay.begin();
    }

    /**
     * Opens a session on another engine first, and leaves this one when the new one has taken over. Where there is no other, or
     * the stream has trouble of its own, that is done later.
     */
    public void move() {
        assert home.isHere();
        departure.wish();
    }

    /** The content is one of a channel's: when no engine plays it any more, the next one follows. */
    public void follow(ContentId channel) {
        assert home.isHere();
        relay.succession().follow(channel);
    }

    /** Goes back to the first of the contents behind the stream's name, if another is on turn. */
    public void backToFirst() {
        assert home.isHere();
        relay.succession().backToFirst();
    }

    /** More has been published. */
    public void published() {
        assert home.isHere();
        silence.mediaCame();
        relay.published();
    }

    /**
     * Judges whether the media is as it should be. To be called now and then from the first media on.
     *
     * @param players so many watch: from some number on a second engine is kept ready
     */
    public void look(int players) {
        assert home.isHere();
        if (reading && relay.is(Phase.RUNNING)) {
            relay.record.leads().flows(home.now());
        }
        EngineFault fault = reading ? watch.look() : null;
        if (fault != null) {
            relay.recovery().suspect(fault);
        } else if (reading && isTroubledByMedia()) {
            relay.recovery().relieve();
        }
        standby.keep(players);
        swarm.look();
    }

    private boolean isTroubledByMedia() {
        EngineFault trouble = relay.record.trouble();
        return trouble != null && trouble.kind() != EngineFault.Kind.SILENT;
    }

    /** The engine in use is judged to be no good, although its connection says nothing. */
    public void condemn(EngineFault fault) {
        assert home.isHere();
        relay.condemn(fault);
    }

    /** Stops or resumes reading from the engine in use. Silence meanwhile is our own. */
    public void reading(boolean on) {
        assert home.isHere();
        reading = on;
        watch.paused();
        silence.reading(on);
        relay.reading(on);
    }

    /** How many bytes of media must have come before they are handed over: a hint to the engine in use. */
    public void wakeAt(int bytes) {
        assert home.isHere();
        Source source = relay.inUse();
        if (source != null) {
            source.session().wakeAt(bytes);
        }
    }

    /**
     * Nobody wants the media any more.
     *
     * @param why what the engine in use has to answer for, or null
     * @return completed on the home loop when no session of this run is left on any engine
     */
    public Future<Void> stop(EngineFault why) {
        assert home.isHere();
        silence.stop();
        departure.stop();
        return relay.stop(why);
    }

    /**
     * Another stream plays this content: on its engine one stop ends both sessions, so ours there is left to it.
     *
     * @param other that engine, or null
     */
    public void yieldTo(Engine other) {
        assert home.isHere();
        silence.stop();
        departure.stop();
        relay.yieldTo(other);
    }
}
