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
 * @param hls how HLS is cut
 * @param faults sizes of what scripts do
 * @param randomness start of the random numbers; the same number makes the same choices
 */
public record EngineSettings(
        TimingSettings timing,
        PacingSettings pacing,
        SessionRules rules,
        WireSettings wire,
        HlsSettings hls,
        FaultSettings faults,
        long randomness) {

    /** No needless delay: for tests. */
    public static EngineSettings fast() {
        return new EngineSettings(
                TimingSettings.fast(),
                PacingSettings.fast(),
                SessionRules.standard(),
                WireSettings.standard(),
                HlsSettings.standard(),
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
                HlsSettings.standard(),
                FaultSettings.realistic(),
                1);
    }

    /** With changed timing. */
    public EngineSettings withTiming(UnaryOperator<TimingSettings> change) {
        return new EngineSettings(change.apply(timing), pacing, rules, wire, hls, faults, randomness);
    }

    /** With changed pacing. */
    public EngineSettings withPacing(UnaryOperator<PacingSettings> change) {
        return new EngineSettings(timing, change.apply(pacing), rules, wire, hls, faults, randomness);
    }

    /** With changed session rules. */
    public EngineSettings withRules(UnaryOperator<SessionRules> change) {
        return new EngineSettings(timing, pacing, change.apply(rules), wire, hls, faults, randomness);
    }

    /** With changed answers. */
    public EngineSettings withWire(UnaryOperator<WireSettings> change) {
        return new EngineSettings(timing, pacing, rules, change.apply(wire), hls, faults, randomness);
    }

    /** With other HLS. */
    public EngineSettings withHls(HlsSettings value) {
        return new EngineSettings(timing, pacing, rules, wire, value, faults, randomness);
    }

    /** With changed faults. */
    public EngineSettings withFaults(UnaryOperator<FaultSettings> change) {
        return new EngineSettings(timing, pacing, rules, wire, hls, change.apply(faults), randomness);
    }

    /** With other random choices. */
    public EngineSettings withRandomness(long value) {
        return new EngineSettings(timing, pacing, rules, wire, hls, faults, value);
    }
}
