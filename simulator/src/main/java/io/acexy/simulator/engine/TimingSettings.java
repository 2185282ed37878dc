package io.acexy.simulator.engine;

/**
 * How long an engine takes for things.
 *
 * @param start the JSON answer of a start: cold for a content id that this engine has not resolved yet
 * @param prebuffer from the start to media: warm while the swarm's data is cached
 * @param headers from the end of the prebuffer to the response headers
 * @param peers until all peers have come
 * @param command answers of stat, stop and the other small calls
 * @param status answers of get_status and get_version
 */
public record TimingSettings(
        Warmth start, Warmth prebuffer, DelayRange headers, DelayRange peers, DelayRange command, DelayRange status) {

    /** What takes longer the first time. */
    public record Warmth(DelayRange warm, DelayRange cold) {

        DelayRange of(boolean isWarm) {
            return isWarm ? warm : cold;
        }
    }

    /** Everything at once, for tests. */
    public static TimingSettings fast() {
        DelayRange none = DelayRange.NONE;
        return new TimingSettings(new Warmth(none, none), new Warmth(none, none), none, none, none, none);
    }

    /** As measured and reported of real engines; the slow tail of cold starts is shortened. */
    public static TimingSettings realistic() {
        return new TimingSettings(
                new Warmth(DelayRange.of(50, 300), DelayRange.of(500, 3000)),
                new Warmth(DelayRange.of(500, 1000), DelayRange.of(3000, 6000)),
                DelayRange.of(0, 100),
                DelayRange.of(1000, 10_000),
                DelayRange.of(5, 100),
                DelayRange.of(1, 20));
    }

    /** Changes some of them. */
    public static final class Builder {

        private final TimingSettings before;
        private Warmth start;
        private Warmth prebuffer;
        private DelayRange command;

        Builder(TimingSettings before) {
            this.before = before;
            start = before.start;
            prebuffer = before.prebuffer;
            command = before.command;
        }

        /** Of every start, cold or not. */
        public Builder withStart(DelayRange value) {
            start = new Warmth(value, value);
            return this;
        }

        /** Cold or warm. */
        public Builder withPrebuffer(DelayRange value) {
            prebuffer = new Warmth(value, value);
            return this;
        }

        public Builder withCommand(DelayRange value) {
            command = value;
            return this;
        }

        TimingSettings build() {
            return new TimingSettings(start, prebuffer, before.headers, before.peers, command, before.status);
        }
    }
}
