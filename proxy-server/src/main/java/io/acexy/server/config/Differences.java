package io.acexy.server.config;

import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What other settings mean to a process that runs. Immutable.
 *
 * @param taken properties whose new values are taken over
 * @param waiting properties that have other values than at the start, which hold at the next one
 */
public record Differences(List<String> taken, List<String> waiting) {

    private static final Set<String> OF_TLS = properties(DoorsConfig.SETTINGS.settings());
    private static final Set<String> OF_LISTS = properties(ChannelsConfig.SETTINGS.settings());
    private static final Set<String> OF_GUIDES = properties(GuideConfig.SETTINGS.settings());

    public Differences {
        taken = List.copyOf(taken);
        waiting = List.copyOf(waiting);
    }

    private static Set<String> properties(List<Setting<?>> settings) {
        return Set.copyOf(settings.stream().map(Setting::property).toList());
    }

    /**
     * Compares.
     *
     * @param started what the process has started with
     * @param now what has been taken over since
     */
    static Differences of(EffectiveConfig started, EffectiveConfig now, EffectiveConfig next) {
        List<String> waiting = new ArrayList<>();
        for (Resolution.Change change : started.resolution().changesTo(next.resolution())) {
            if (!isTaken(change, started.config(), next.config())) {
                waiting.add(change.property());
            }
        }
        List<String> taken = now.resolution().changesTo(next.resolution()).stream()
                .filter(change -> isTaken(change, started.config(), next.config()))
                .map(Resolution.Change::property)
                .toList();
        return new Differences(taken, waiting);
    }

    /** What belongs to something that this process has not opened, or is to be no more, has nobody who would take it. */
    private static boolean isTaken(Resolution.Change change, ProxyConfig started, ProxyConfig next) {
        if (change.effect() == Setting.Effect.AT_START) {
            return false;
        }
        String property = change.property();
        if (OF_TLS.contains(property)) {
            return started.listen().doors().encrypted().isPresent()
                    && next.listen().doors().encrypted().isPresent();
        }
        if (OF_LISTS.contains(property)) {
            return started.television().channels().isOn();
        }
        return !OF_GUIDES.contains(property) || started.television().guide().isOn();
    }
}
