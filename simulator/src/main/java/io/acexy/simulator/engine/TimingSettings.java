package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * How long an engine takes for things.
 *
 * @param start the JSON answer of a start, when the content's metadata is known to the engine
 * @param coldStart the same, for a content id that this engine has not resolved yet
 * @param prebuffer from the start to media, with nothing cached
 * @param warmPrebuffer the same, while the swarm's data is cached
 * @param headers from the end of the prebuffer to the response headers
 * @param peers until all peers have come
 * @param command answers of stat, stop and the other small calls
 * @param status answers of get_status and get_version
 */
public record TimingSettings(
        DelayRange start,
        DelayRange coldStart,
        DelayRange prebuffer,
        DelayRange warmPrebuffer,
        DelayRange headers,
        DelayRange peers,
        DelayRange command,
        DelayRange status) {

    /** Everything at once, for tests. */
    public static TimingSettings fast() {
        DelayRange none = DelayRange.NONE;
        return new TimingSettings(none, none, none, none, none, none, none, none);
    }

    /** As measured and reported of real engines; the slow tail of cold starts is shortened. */
    public static TimingSettings realistic() {
        return new TimingSettings(
                DelayRange.of(50, 300),
                DelayRange.of(500, 3000),
                DelayRange.of(3000, 6000),
                DelayRange.of(500, 1000),
                DelayRange.of(0, 100),
                DelayRange.of(1000, 10_000),
                DelayRange.of(5, 100),
                DelayRange.of(1, 20));
    }

    /** With another delay of every start, cold or not. */
    public TimingSettings withStart(DelayRange value) {
        return new TimingSettings(value, value, prebuffer, warmPrebuffer, headers, peers, command, status);
    }

    /** With another delay of cold starts. */
    public TimingSettings withColdStart(DelayRange value) {
        return new TimingSettings(start, value, prebuffer, warmPrebuffer, headers, peers, command, status);
    }

    /** With another prebuffer, cold or warm. */
    public TimingSettings withPrebuffer(DelayRange value) {
        return new TimingSettings(start, coldStart, value, value, headers, peers, command, status);
    }

    /** With the same prebuffer every time, cold or warm. */
    public TimingSettings withPrebuffer(Duration value) {
        return withPrebuffer(DelayRange.fixed(value));
    }

    /** With another warm prebuffer. */
    public TimingSettings withWarmPrebuffer(DelayRange value) {
        return new TimingSettings(start, coldStart, prebuffer, value, headers, peers, command, status);
    }

    /** With another delay of the headers. */
    public TimingSettings withHeaders(DelayRange value) {
        return new TimingSettings(start, coldStart, prebuffer, warmPrebuffer, value, peers, command, status);
    }

    /** With another time for peers to come. */
    public TimingSettings withPeers(DelayRange value) {
        return new TimingSettings(start, coldStart, prebuffer, warmPrebuffer, headers, value, command, status);
    }

    /** With another delay of small calls. */
    public TimingSettings withCommand(DelayRange value) {
        return new TimingSettings(start, coldStart, prebuffer, warmPrebuffer, headers, peers, value, status);
    }

    /** With another delay of status calls. */
    public TimingSettings withStatus(DelayRange value) {
        return new TimingSettings(start, coldStart, prebuffer, warmPrebuffer, headers, peers, command, value);
    }
}
