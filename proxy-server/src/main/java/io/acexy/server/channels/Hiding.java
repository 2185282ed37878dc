package io.acexy.server.channels;

import java.util.Set;

/** Decides which channels are left out of what is listed. Any thread, never waits. */
@FunctionalInterface
public interface Hiding {

    /** All are shown. */
    Hiding NONE = all -> Set.of();

    /** The ids of those that are left out of these. */
    Set<String> hidden(Lineup all);
}
