package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the API answers when nothing is wrong.
 *
 * @param delays how long its answers take
 * @param keepAlive how long an unused connection is kept; zero closes after each answer
 * @param statusCache how long dialect A_DEC repeats an old status; provisioning and removal end it
 * @param detail how dialect A says why it will not provision
 * @param settle how long dialect B's selection leaves an engine alone that has just been given a stream
 * @param endedForgotten how long dialect A remembers an ended stream; afterwards ending it again ends another one
 * @param collect how often dialect A_DEC asks running streams' stat URLs, to end those whose session is unknown;
 *     zero means never
 */
public record ApiSettings(
        Delays delays,
        Duration keepAlive,
        Duration statusCache,
        DetailShape detail,
        Duration settle,
        Duration endedForgotten,
        Duration collect) {

    /**
     * How long answers take.
     *
     * @param answer the delay of every answer
     * @param endpoints delays of single endpoints instead
     * @param perListedEngine what each engine adds to the list's delay, because v1.1.1 and later ask every engine for its
     *     version
     */
    public record Delays(DelayRange answer, Map<OrchestratorEndpoint, DelayRange> endpoints, Duration perListedEngine) {

        public Delays {
            endpoints = Map.copyOf(endpoints);
        }

        DelayRange of(OrchestratorEndpoint endpoint) {
            return endpoints.getOrDefault(endpoint, answer);
        }

        private Delays with(OrchestratorEndpoint endpoint, DelayRange delay) {
            Map<OrchestratorEndpoint, DelayRange> changed = new EnumMap<>(OrchestratorEndpoint.class);
            changed.putAll(endpoints);
            changed.put(endpoint, delay);
            return new Delays(answer, changed, perListedEngine);
        }
    }

    /** Answers at once, and no collector: for tests. */
    public static ApiSettings fast() {
        return new ApiSettings(
                new Delays(DelayRange.NONE, Map.of(), Duration.ZERO),
                Duration.ofSeconds(5),
                Duration.ZERO,
                DetailShape.OBJECT,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ZERO);
    }

    /** As measured of real ones: for the demo. */
    public static ApiSettings realistic() {
        return new ApiSettings(
                new Delays(DelayRange.of(2, 15), Map.of(), Duration.ofMillis(5)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                DetailShape.OBJECT,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(2));
    }

    /** Changes some of them. */
    public static final class Builder {

        private final Duration settle;
        private Delays delays;
        private Duration keepAlive;
        private Duration statusCache;
        private DetailShape detail;
        private Duration endedForgotten;
        private Duration collect;

        Builder(ApiSettings before) {
            delays = before.delays;
            keepAlive = before.keepAlive;
            statusCache = before.statusCache;
            detail = before.detail;
            settle = before.settle;
            endedForgotten = before.endedForgotten;
            collect = before.collect;
        }

        /** With a delay of its own for one endpoint. */
        public Builder withDelay(OrchestratorEndpoint endpoint, DelayRange value) {
            delays = delays.with(endpoint, value);
            return this;
        }

        public Builder withKeepAlive(Duration value) {
            keepAlive = value;
            return this;
        }

        public Builder withStatusCache(Duration value) {
            statusCache = value;
            return this;
        }

        public Builder withDetail(DetailShape value) {
            detail = value;
            return this;
        }

        public Builder withEndedForgotten(Duration value) {
            endedForgotten = value;
            return this;
        }

        public Builder withCollect(Duration value) {
            collect = value;
            return this;
        }

        ApiSettings build() {
            return new ApiSettings(delays, keepAlive, statusCache, detail, settle, endedForgotten, collect);
        }
    }
}
