package io.acexy.server.play;

import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamFailure;
import io.acexy.server.limits.Evictor;

/** What it is to a player that another has his place. */
final class Evicted {

    private Evicted() {}

    static LeaveReason reason(Evictor.Cause why) {
        return why == Evictor.Cause.REPLACED ? LeaveReason.REPLACED : LeaveReason.OUTRANKED;
    }

    static StreamFailure words(Evictor.Cause why) {
        return why == Evictor.Cause.REPLACED ? StreamFailure.replaced() : StreamFailure.outranked();
    }
}
