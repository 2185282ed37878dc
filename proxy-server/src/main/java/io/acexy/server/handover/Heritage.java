package io.acexy.server.handover;

import java.net.InetSocketAddress;
import java.util.Map;

/** Listening sockets that this process need not bind itself. */
public interface Heritage {

    /** There is none. */
    Heritage NONE = wanted -> Map.of();

    /**
     * The descriptor for each of what is wanted, as far as there are some. Whoever asks owns them from now on.
     *
     * @param wanted where to listen, as the settings say; port 0 is any
     * @throws IllegalStateException where what there is does not fit what is wanted
     */
    Map<Listener, Integer> of(Map<Listener, InetSocketAddress> wanted);
}
