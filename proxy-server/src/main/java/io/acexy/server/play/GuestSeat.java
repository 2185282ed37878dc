package io.acexy.server.play;

import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.Keeper;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Function;

/**
 * Keeps a stream for a client who has been given links and has not come for the media yet. Called on the loop of the stream, wherever
 * that is.
 */
final class GuestSeat extends Keeper {

    private final Owner owner;
    private final boolean heirs;
    private Viewing viewing;

    /** Whose seat it is; called on the stream's loop. */
    interface Owner {

        /** An engine plays it, or will. */
        void accepted(SessionLinks links);

        /** There is nothing to be kept any more. */
        void ended(StreamFailure why);
    }

    /**
     * Not taken yet.
     *
     * @param keys of the client's session, after which logs call it
     * @param loop where a stream lives that has to be opened
     * @param heirs whether the client is a newer process
     */
    GuestSeat(GuestKeys keys, EventLoop loop, boolean heirs, Owner owner) {
        super("links " + keys.id().substring(0, 8), loop);
        this.heirs = heirs;
        this.owner = owner;
    }

    /** Takes the seat. Once; this and {@link #leave} by one thread. */
    void sit(Function<Player, Viewing> join) {
        viewing = join.apply(this);
    }

    void leave() {
        viewing.leave(LeaveReason.CLIENT_LEFT);
    }

    /** Who comes for the media is told of then. */
    @Override
    public boolean isForOthers() {
        return true;
    }

    @Override
    public boolean isHeir() {
        return heirs;
    }

    @Override
    public void accepted(SessionLinks links) {
        owner.accepted(links);
    }

    @Override
    public void ended(StreamFailure why) {
        owner.ended(why);
    }

    @Override
    public void failed(Throwable cause) {
        owner.ended(new StreamFailure(StreamFailure.Kind.INTERNAL, "an internal error", Duration.ZERO));
    }
}
