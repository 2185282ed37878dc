package io.acexy.server.doctor;

import java.time.Duration;
import java.util.List;

/**
 * One thing to be tried.
 *
 * @param what it is
 * @param patience how long that may take
 * @param trial tries it; may block, and throw what trying throws
 */
record Look(String what, Duration patience, Trial trial) {

    /** Finds out how it is. */
    interface Trial {

        List<Finding> find() throws Exception;
    }

    static Look one(String what, One trial) {
        return new Look(what, Doctor.PATIENCE, () -> List.of(trial.find()));
    }

    /** Finds out one thing. */
    interface One {

        Finding find() throws Exception;
    }
}
