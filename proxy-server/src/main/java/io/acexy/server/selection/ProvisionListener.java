package io.acexy.server.selection;

import java.time.Duration;

/** Who wants to know how engines are got. Told on the desk's loop; must not block. */
public interface ProvisionListener {

    /** Nobody. */
    ProvisionListener NONE = new ProvisionListener() {};

    /** What became of an attempt to get one more engine. */
    enum Result {
        /** It answers. */
        READY,
        /** The orchestrator starts none. */
        REFUSED,
        /** The orchestrator cannot be talked to. */
        UNASKED,
        /** None was listed in time, or the one that was did not answer. */
        FAILED
    }

    /** An attempt is over, so long after it was begun. */
    default void provisioned(Result result, Duration took) {}
}
