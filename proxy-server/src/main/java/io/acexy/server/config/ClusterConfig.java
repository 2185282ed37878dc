package io.acexy.server.config;

import java.util.List;

/**
 * The proxies that share what players ask for.
 *
 * @param node which of them this one is, counted from 1; 0 where that is not said
 * @param peers all of them, in the order of their numbers; empty where this one is alone
 */
public record ClusterConfig(int node, List<EngineAt> peers) {

    /** Two digits in links say who has made them. */
    public static final int MOST = 255;

    /** Alone. */
    public static final ClusterConfig NONE = new ClusterConfig(0, List.of());

    public ClusterConfig {
        peers = List.copyOf(peers);
        if (!peers.isEmpty() && (node < 1 || node > peers.size())) {
            throw new IllegalArgumentException("acexy.node must say which of the " + peers.size()
                    + " in acexy.peers this one is: 1 is the first, " + peers.size() + " the last");
        }
    }
}
