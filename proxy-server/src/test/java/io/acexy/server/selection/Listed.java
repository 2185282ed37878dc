package io.acexy.server.selection;

import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An engine as an orchestrator lists it: healthy and free, unless a test says otherwise. Its host is its id. */
record Listed(EngineState state) {

    static Listed engine(String id) {
        return new Listed(new EngineState(
                id,
                new EngineState.About(id, Map.of(), Optional.empty()),
                new EngineState.Address(id, 6878, OptionalInt.empty()),
                EngineHealth.HEALTHY,
                new EngineState.Vpn(false, Optional.empty()),
                new EngineState.Drain(false, Optional.empty()),
                new EngineState.Load(0, List.of(), Optional.empty())));
    }

    Listed named(String name) {
        return with(new EngineState.About(name, Map.of(), Optional.empty()), state.health());
    }

    Listed health(EngineHealth health) {
        return with(state.about(), health);
    }

    private Listed with(EngineState.About about, EngineHealth health) {
        return new Listed(new EngineState(
                state.containerId(), about, state.address(), health, state.vpn(), state.drain(), state.load()));
    }

    Listed behind(String vpn, boolean forwarded) {
        return with(new EngineState.Vpn(forwarded, Optional.of(vpn)), state.drain(), state.load());
    }

    Listed draining(String reason) {
        return with(state.vpn(), new EngineState.Drain(true, Optional.of(reason)), state.load());
    }

    /** Counted, as the Go orchestrator does. */
    Listed streams(int count) {
        return with(state.vpn(), state.drain(), new EngineState.Load(count, List.of(), Optional.empty()));
    }

    /** By their names, as those in Python do. */
    Listed streams(String... names) {
        return with(state.vpn(), state.drain(), new EngineState.Load(0, List.of(names), Optional.empty()));
    }

    Listed lastUsed(Instant time) {
        EngineState.Load load = state.load();
        return with(state.vpn(), state.drain(), new EngineState.Load(load.count(), load.streams(), Optional.of(time)));
    }

    private Listed with(EngineState.Vpn vpn, EngineState.Drain drain, EngineState.Load load) {
        return new Listed(
                new EngineState(state.containerId(), state.about(), state.address(), state.health(), vpn, drain, load));
    }
}
