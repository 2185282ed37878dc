package io.acexy.server.handover;

import java.util.List;
import java.util.Map;

/** What a process has to give to a newer one. Any thread. */
public interface Estate {

    /** Of processes that still play; whoever restarts more often within one match has a second session of a content or two. */
    int MOST_WAYS = 32;

    /** The descriptors of its listening sockets, which stay its own: the newer one gets others for the same sockets. */
    Map<Listener, Integer> descriptors();

    /** Where this process is asked for media, and the older ones that still play; this one first, and {@link #MOST_WAYS} at most. */
    List<Way> ways();

    /**
     * The newer process serves: stops to accept, and leaves the rest to it. Called once at most, on a thread that may wait.
     *
     * @param pid of the newer one
     * @param heir where the newer one is asked for media
     */
    void release(int pid, Way heir);
}
