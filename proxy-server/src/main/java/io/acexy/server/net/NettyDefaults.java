package io.acexy.server.net;

import java.util.Map;

/**
 * Settings of Netty's own that are better another way here. Netty reads each of them once, with the class that it is for, so they
 * are set before anything of it is used. What the owner has set stays.
 */
public final class NettyDefaults {

    private static final Map<String, String> OURS = Map.of(
            // Without it a thread that has nothing more to do keeps chunks of the allocator for good.
            "io.netty.allocator.cacheTrimIntervalMillis",
            "30000",
            // Flight Recorder's events for buffers: also where nobody records, an event loop sets them up for a fifth
            // of a
            // second, with the first request.
            "io.netty.jfr.enabled",
            "false");

    private NettyDefaults() {}

    /** Sets them. Again is no harm. */
    public static void apply() {
        OURS.forEach((name, ours) -> {
            String own = System.setProperty(name, ours);
            if (own != null) {
                System.setProperty(name, own);
            }
        });
    }
}
