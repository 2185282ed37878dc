package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.Places;
import io.acexy.server.config.EffectiveConfig;
import io.acexy.server.config.LogLevel;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.http.Connections;
import io.acexy.server.limits.House;
import io.acexy.server.log.LogLevels;
import io.acexy.server.reload.Part;
import io.acexy.server.reload.Reload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What takes other settings over while it runs, put together: beside the composition root, because that has a page of its own. What is not
 * here either asks {@link RunningConfig} whenever it needs to know, or keeps what it has started with.
 */
record Rereading(Entrance entrance, House house, Places places, Connections connections, Television television) {

    /** @param source reads the settings; may block */
    Reload of(Supplier<EffectiveConfig> source, RunningConfig settings, Reload.Watch watch, Bugs bugs) {
        return new Reload(
                source,
                settings,
                List.of(
                        entrance::prepare,
                        Part.of(this::takeLimits),
                        Part.of(next -> television.take(next.television())),
                        next -> level(settings.now().log().level(), next.log().level())),
                watch,
                bugs);
    }

    private void takeLimits(ProxyConfig next) {
        house.take(next.limits(), next.player().zapping());
        places.atMost(next.limits().streams().all());
        connections.atMost(Limiting.connections(next));
        connections.bound(Limiting.arrivals(next));
    }

    /** What an operator has said since the start holds, unless the settings have changed their mind. */
    private static Runnable level(LogLevel before, LogLevel next) {
        return () -> {
            if (before != next) {
                LogLevels.ofProcess().set(LogLevels.ROOT, Optional.of(next));
            }
        };
    }
}
