package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the API answers when nothing is wrong.
 *
 * @param answer the delay of every answer
 * @param endpoints delays of single endpoints instead
 * @param perListedEngine what each engine adds to the list's delay, because v1.1.1 and later ask every engine for its version
 * @param keepAlive how long an unused connection is kept; zero closes after each answer
 * @param statusCache how long dialect A_DEC repeats an old status; provisioning and removal end it
 * @param detail how dialect A says why it will not provision
 * @param vpn whether engines are behind a VPN; a script of the VPN implies it
 * @param settle how long dialect B's selection leaves an engine alone that has just been given a stream
 * @param endedForgotten how long dialect A remembers an ended stream; afterwards ending it again ends another one
 * @param collect how often dialect A_DEC asks running streams' stat URLs, to end those whose session is unknown;
 *     zero means never
 */
public record ApiSettings(
        DelayRange answer,
        Map<OrchestratorEndpoint, DelayRange> endpoints,
        Duration perListedEngine,
        Duration keepAlive,
        Duration statusCache,
        DetailShape detail,
        boolean vpn,
        Duration settle,
        Duration endedForgotten,
        Duration collect) {

    public ApiSettings {
        endpoints = Map.copyOf(endpoints);
    }

    /** Answers at once, and no collector: for tests. */
    public static ApiSettings fast() {
        return new ApiSettings(
                DelayRange.NONE,
                Map.of(),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ZERO,
                DetailShape.OBJECT,
                false,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ZERO);
    }

    /** As measured of real ones: for the demo. */
    public static ApiSettings realistic() {
        return new ApiSettings(
                DelayRange.of(2, 15),
                Map.of(),
                Duration.ofMillis(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                DetailShape.OBJECT,
                false,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(2));
    }

    /** With another delay of every answer. */
    public ApiSettings withAnswer(DelayRange value) {
        return delayed(value, endpoints, perListedEngine);
    }

    /** With a delay of its own for one endpoint. */
    public ApiSettings withDelay(OrchestratorEndpoint endpoint, DelayRange value) {
        Map<OrchestratorEndpoint, DelayRange> changed = new EnumMap<>(OrchestratorEndpoint.class);
        changed.putAll(endpoints);
        changed.put(endpoint, value);
        return delayed(answer, changed, perListedEngine);
    }

    /** With a list that is slower for each engine. */
    public ApiSettings withPerListedEngine(Duration value) {
        return delayed(answer, endpoints, value);
    }

    /** With another life of unused connections. */
    public ApiSettings withKeepAlive(Duration value) {
        return ruled(value, statusCache, detail, vpn, settle);
    }

    /** With a status that is repeated for so long. */
    public ApiSettings withStatusCache(Duration value) {
        return ruled(keepAlive, value, detail, vpn, settle);
    }

    /** With another shape of refusals. */
    public ApiSettings withDetail(DetailShape value) {
        return ruled(keepAlive, statusCache, value, vpn, settle);
    }

    /** With or without a VPN. */
    public ApiSettings withVpn(boolean value) {
        return ruled(keepAlive, statusCache, detail, value, settle);
    }

    /** With another pause of dialect B's selection. */
    public ApiSettings withSettle(Duration value) {
        return ruled(keepAlive, statusCache, detail, vpn, value);
    }

    /** With another memory of ended streams. */
    public ApiSettings withEndedForgotten(Duration value) {
        return new ApiSettings(
                answer, endpoints, perListedEngine, keepAlive, statusCache, detail, vpn, settle, value, collect);
    }

    /** With a collector that looks so often. */
    public ApiSettings withCollect(Duration value) {
        return new ApiSettings(
                answer, endpoints, perListedEngine, keepAlive, statusCache, detail, vpn, settle, endedForgotten, value);
    }

    private ApiSettings delayed(DelayRange all, Map<OrchestratorEndpoint, DelayRange> single, Duration perEngine) {
        return new ApiSettings(
                all, single, perEngine, keepAlive, statusCache, detail, vpn, settle, endedForgotten, collect);
    }

    private ApiSettings ruled(Duration kept, Duration cached, DetailShape shape, boolean behindVpn, Duration settled) {
        return new ApiSettings(
                answer, endpoints, perListedEngine, kept, cached, shape, behindVpn, settled, endedForgotten, collect);
    }
}
