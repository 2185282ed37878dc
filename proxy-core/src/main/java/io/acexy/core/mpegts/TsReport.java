package io.acexy.core.mpegts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a {@link TsProbe} has seen of a stream.
 *
 * @param amount how much came
 * @param faults what was missing
 * @param clock its clock references
 * @param stamps its time stamps
 * @param keyframes where players can begin
 * @param arrival how it came
 * @param contents what it is, and whether it passes
 */
public record TsReport(
        Amount amount,
        Faults faults,
        Clock clock,
        Stamps stamps,
        Keyframes keyframes,
        Arrival arrival,
        Contents contents) {

    /**
     * How much came.
     *
     * @param packets all of them
     * @param bitsPerSecond in pieces of a second of the stream's own clock; nothing where less came
     */
    public record Amount(long packets, Optional<Span> bitsPerSecond) {}

    /**
     * What was missing.
     *
     * @param continuity places where packets are missing, or come once too often
     * @param jumps places where the media does not follow on, and says so
     */
    public record Faults(long continuity, long jumps) {}

    /**
     * The clock references.
     *
     * @param count how many came
     * @param intervalMillis from one to the next, by their own values
     * @param jitterMillis how far they are from where the bytes around them say that they should be; nothing where the bit rate
     *     is not constant, so that the bytes do not say it
     * @param discontinuities how often they jumped
     */
    public record Clock(long count, Optional<Span> intervalMillis, Optional<Span> jitterMillis, long discontinuities) {}

    /**
     * The time stamps of the picture, or of the sound where there is none.
     *
     * @param count how many came
     * @param gaps steps of more than 0.7 s (ETSI TR 101 290, 2.5)
     * @param longestStepMillis the longest
     */
    public record Stamps(long count, long gaps, OptionalDouble longestStepMillis) {}

    /**
     * Where players can begin.
     *
     * @param count how many
     * @param distanceSeconds from one to the next
     */
    public record Keyframes(long count, Optional<Span> distanceSeconds) {}

    /**
     * How it came, leaving out what a newcomer is given at once.
     *
     * @param longestPauseMillis without any media
     * @param pace media time by time; nothing without a clock
     */
    public record Arrival(double longestPauseMillis, OptionalDouble pace) {}

    /**
     * What it is.
     *
     * @param tracks by the programme map
     * @param firstPriority the checks of ETSI TR 101 290, 5.2.1
     */
    public record Contents(List<Track> tracks, List<Check> firstPriority) {}

    /**
     * One check.
     *
     * @param name as in the standard
     * @param count how often it was not passed
     * @param words what was seen
     */
    public record Check(String name, long count, String words) {

        public boolean isPassed() {
            return count == 0;
        }
    }
}
