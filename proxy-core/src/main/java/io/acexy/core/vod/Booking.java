package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.FilmSession;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine that plays a film for one viewer: the slot on it, the session, and the claim that nobody else of ours plays that
 * content there. Given back together, when the engine is rid of the session. Confined to the viewer's home loop.
 */
final class Booking {

    private final Engine engine;
    private final EngineLease lease;
    private final FilmSession session;
    private final Claims claims;
    private final List<ContentId> names = new ArrayList<>(2);

    /** @param name for which the engine has been claimed already */
    Booking(Engine engine, EngineLease lease, FilmSession session, Claims claims, ContentId name) {
        this.engine = engine;
        this.lease = lease;
        this.session = session;
        this.claims = claims;
        this.names.add(name);
    }

    Engine engine() {
        return engine;
    }

    FilmSession session() {
        return session;
    }

    /** The content has this name too; false when another session of ours plays it here. */
    boolean claim(ContentId name) {
        if (names.contains(name)) {
            return true;
        }
        boolean free = claims.take(name, engine);
        if (free) {
            names.add(name);
        }
        return free;
    }

    /**
     * Stops the session and gives all back.
     *
     * @param fault what the engine has to answer for, or null
     */
    Future<Void> end(EngineFault fault) {
        return session.stop().addListener(stopped -> giveBack(fault));
    }

    /** Leaves the session to the other one of this content. */
    void abandon() {
        session.abandon();
        giveBack(null);
    }

    private void giveBack(EngineFault fault) {
        names.forEach(name -> claims.free(name, engine));
        if (fault == null) {
            lease.release();
        } else {
            lease.fail(fault);
        }
    }
}
