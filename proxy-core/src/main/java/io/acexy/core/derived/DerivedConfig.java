package io.acexy.core.derived;

import java.time.Duration;
import java.util.Map;

/**
 * Which programs there are, and what they may cost.
 *
 * @param profiles by their names
 * @param maxPrograms at once, of all profiles together
 * @param timeout how long one may take what it is given without anything coming of it
 * @param backlog bytes that wait for a program, at which it is given nothing more: as a player
 */
public record DerivedConfig(Map<String, Profile> profiles, int maxPrograms, Duration timeout, int backlog) {

    public DerivedConfig {
        profiles = Map.copyOf(profiles);
    }
}
