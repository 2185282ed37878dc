package io.acexy.server;

import io.acexy.server.handover.Activation;
import io.acexy.server.handover.Heritage;
import io.acexy.server.lifecycle.Supervision;
import java.util.Map;

/**
 * Whom this process has come from.
 *
 * @param supervision what the service manager wants to hear
 * @param sockets what it has bound already
 */
record Origin(Supervision supervision, Heritage sockets) {

    /** Nobody in particular, as in tests. */
    static final Origin NONE = new Origin(Supervision.NONE, Heritage.NONE);

    /**
     * What the environment of a process says.
     *
     * @throws IllegalStateException where it makes no sense
     */
    static Origin of(Map<String, String> environment, long pid) {
        return new Origin(Supervision.of(environment, pid), Activation.of(environment, pid));
    }
}
