package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.netty.channel.Channel;

/**
 * One connection that reads a session's media; the session has no other meanwhile. Confined to the engine's loop and moved by
 * its ticks; writability is the only throttle.
 */
abstract class SessionReader {

    final EngineCore engine;
    final Session session;
    final Swarm swarm;
    final EngineRequest request;
    final Channel channel;
    final EngineSettings settings;
    private boolean over;

    SessionReader(EngineCore engine, Session session, EngineRequest request) {
        this.engine = engine;
        this.session = session;
        this.swarm = session.swarm;
        this.request = request;
        this.channel = request.channel();
        this.settings = swarm.settings;
    }

    /** Whether it has had media for long enough that stream scripts act on it. */
    boolean isServed(long now) {
        return false;
    }

    boolean isOver() {
        return over;
    }

    abstract void tick(long now);

    /** Ends the media cleanly, or drops a connection that still waits for headers. */
    abstract void end();

    /** There will be no media for a connection that still waits for headers. */
    final void refuse() {
        Framing framing = settings.wire().answers();
        Answer.send(request, framing, 500, Answer.TEXT, "download not found");
    }

    /** The session is free for another reader. Called when the media is over or the connection is gone, whichever is first. */
    final void detach() {
        over = true;
        if (session.reader == this) {
            session.reader = null;
            session.lastActivity = System.nanoTime();
            engine.counters.add(swarm.infohash, Count.READERS_NOW, -1);
        }
    }
}
