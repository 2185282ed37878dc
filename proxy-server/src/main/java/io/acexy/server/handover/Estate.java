package io.acexy.server.handover;

import java.util.Map;

/** What a process has to give to a newer one. Any thread. */
public interface Estate {

    /** The descriptors of its listening sockets, which stay its own: the newer one gets others for the same sockets. */
    Map<Listener, Integer> descriptors();

    /**
     * The newer process serves: stops to accept, and leaves the rest to it. Called once at most, on a thread that may wait.
     *
     * @param pid of the newer one
     */
    void release(int pid);
}
