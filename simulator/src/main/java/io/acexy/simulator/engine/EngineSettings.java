package io.acexy.simulator.engine;

import java.util.function.UnaryOperator;

/**
 * Everything that can be set about a simulated engine. Set for the engine, and overridden for single contents with
 * {@link EngineSimulator#configure}.
 *
 * @param timing how long things take
 * @param pacing how media flows
 * @param rules how sessions live and end
 * @param wire how answers look
 * @param faults sizes of what scripts do
 * @param randomness start of the random numbers; the same number makes the same choices
 */
public record EngineSettings(
        TimingSettings timing,
        PacingSettings pacing,
        SessionRules rules,
        WireSettings wire,
        FaultSettings faults,
        long randomness) {

    /** No needless delay: for tests. */
    public static EngineSettings fast() {
        return new EngineSettings(
                TimingSettings.fast(),
                PacingSettings.fast(),
                SessionRules.standard(),
                WireSettings.standard(),
                FaultSettings.fast(),
                1);
    }

    /** Delays, bursts and jitter like a real engine's: for the demo. */
    public static EngineSettings realistic() {
        return new EngineSettings(
                TimingSettings.realistic(),
                PacingSettings.realistic(),
                SessionRules.standard(),
                WireSettings.standard(),
                FaultSettings.realistic(),
                1);
    }

    /** With changed timing. */
    public EngineSettings withTiming(UnaryOperator<TimingSettings.Builder> change) {
        TimingSettings changed =
                change.apply(new TimingSettings.Builder(timing)).build();
        return new EngineSettings(changed, pacing, rules, wire, faults, randomness);
    }

    /** With changed pacing. */
    public EngineSettings withPacing(UnaryOperator<PacingSettings.Builder> change) {
        PacingSettings changed =
                change.apply(new PacingSettings.Builder(pacing)).build();
        return new EngineSettings(timing, changed, rules, wire, faults, randomness);
    }

    /** With changed session rules. */
    public EngineSettings withRules(UnaryOperator<SessionRules.Builder> change) {
        SessionRules changed = change.apply(new SessionRules.Builder(rules)).build();
        return new EngineSettings(timing, pacing, changed, wire, faults, randomness);
    }

    /** With changed answers. */
    public EngineSettings withWire(UnaryOperator<WireSettings.Builder> change) {
        WireSettings changed = change.apply(new WireSettings.Builder(wire)).build();
        return new EngineSettings(timing, pacing, rules, changed, faults, randomness);
    }

    /** With changed faults. */
    public EngineSettings withFaults(UnaryOperator<FaultSettings.Builder> change) {
        FaultSettings changed = change.apply(new FaultSettings.Builder(faults)).build();
        return new EngineSettings(timing, pacing, rules, wire, changed, randomness);
    }

    /** With other random choices. */
    public EngineSettings withRandomness(long value) {
        return new EngineSettings(timing, pacing, rules, wire, faults, value);
    }
}
