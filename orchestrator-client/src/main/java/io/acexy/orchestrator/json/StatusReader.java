package io.acexy.orchestrator.json;

import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.Readiness;
import io.acexy.orchestrator.message.VpnStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Status, VPN, readiness and receipts out of the answers of all dialects. An answer of another shape reads as nothing. */
public final class StatusReader {

    /** An orchestrator that expects to need longer than a day does not know. */
    private static final double LONGEST_ETA_SECONDS = 86_400;

    private StatusReader() {}

    /** {@code /orchestrator/status}. */
    public static Optional<OrchestratorStatus> status(JsonView answer) {
        JsonView provisioning = answer.at("provisioning");
        if (!provisioning.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new OrchestratorStatus(
                answer.at("status").nonBlank().orElse("unknown"),
                engines(answer.at("engines")),
                count(answer.at("streams"), "active"),
                capacity(answer.at("capacity")),
                vpnOf(answer.at("vpn")),
                provisioning(provisioning),
                answer.at("timestamp").instant()));
    }

    private static OrchestratorStatus.Engines engines(JsonView engines) {
        return new OrchestratorStatus.Engines(
                count(engines, "total"),
                count(engines, "running"),
                count(engines, "healthy"),
                count(engines, "unhealthy"));
    }

    private static OrchestratorStatus.Capacity capacity(JsonView capacity) {
        return new OrchestratorStatus.Capacity(
                count(capacity, "total"),
                count(capacity, "used"),
                count(capacity, "available"),
                count(capacity, "min_replicas"),
                count(capacity, "max_replicas"));
    }

    /** Old versions tell negative capacities. */
    private static int count(JsonView parent, String name) {
        return Math.max(0, parent.at(name).integer().orElse(0));
    }

    private static OrchestratorStatus.Provisioning provisioning(JsonView provisioning) {
        boolean can = provisioning.at("can_provision").flag().orElse(false);
        return new OrchestratorStatus.Provisioning(
                can,
                provisioning.at("circuit_breaker_state").nonBlank().orElse("unknown"),
                can ? Optional.empty() : Optional.of(blocked(provisioning)));
    }

    /** Three shapes: details beside a string (A), a string alone (the first version of A), an object (B). */
    private static BlockedReason blocked(JsonView provisioning) {
        JsonView details = provisioning.at("blocked_reason_details");
        JsonView reason = provisioning.at("blocked_reason");
        String text = reason.nonBlank().orElse("");
        if (details.isObject()) {
            return reason(details, text);
        }
        return reason.isObject() ? reason(reason, "") : reasonOfText(text);
    }

    /** A reason in the structured form that status and provisioning errors share; what is missing follows from the code. */
    public static BlockedReason reason(JsonView details, String fallbackText) {
        String message = details.at("message").nonBlank().orElse(fallbackText);
        Optional<String> code = details.at("code").nonBlank();
        BlockedReason usual = code.map(StatusReader::usual).orElseGet(() -> reasonOfText(message));
        return new BlockedReason(
                usual.code(),
                message.isEmpty() ? usual.message() : message,
                eta(details.at("recovery_eta_seconds")),
                details.at("can_retry").flag().orElse(usual.canRetry()),
                details.at("should_wait").flag().orElse(usual.shouldWait()));
    }

    private static Optional<Duration> eta(JsonView seconds) {
        OptionalDouble eta = seconds.number();
        boolean sane = eta.isPresent() && eta.getAsDouble() >= 0 && eta.getAsDouble() <= LONGEST_ETA_SECONDS;
        return sane ? Optional.of(Duration.ofMillis(Math.round(eta.getAsDouble() * 1000))) : Optional.empty();
    }

    private static BlockedReason usual(String code) {
        boolean temporary =
                switch (code) {
                    case BlockedReason.VPN_DISCONNECTED,
                            BlockedReason.VPN_ERROR,
                            BlockedReason.CIRCUIT_BREAKER,
                            BlockedReason.MAX_CAPACITY -> true;
                    default -> false;
                };
        return new BlockedReason(code, code, Optional.empty(), temporary, temporary);
    }

    /** The first versions say it in words only; the times are those that the later ones give for the same case. */
    public static BlockedReason reasonOfText(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("vpn") || words.contains("gluetun")) {
            return temporary(BlockedReason.VPN_DISCONNECTED, text, 60);
        }
        if (words.contains("circuit breaker")) {
            return temporary(BlockedReason.CIRCUIT_BREAKER, text, 180);
        }
        if (words.contains("capacity") || words.contains("maximum active replicas")) {
            return temporary(BlockedReason.MAX_CAPACITY, text, 30);
        }
        return new BlockedReason(
                BlockedReason.GENERAL_ERROR, text.isEmpty() ? "no reason given" : text, Optional.empty(), false, false);
    }

    private static BlockedReason temporary(String code, String text, int seconds) {
        return new BlockedReason(code, text, Optional.of(Duration.ofSeconds(seconds)), true, true);
    }

    /** {@code /vpn/status}. */
    public static Optional<VpnStatus> vpn(JsonView answer) {
        boolean readable =
                answer.at("enabled").isPresent() || answer.at("vpn_enabled").isPresent();
        return readable ? Optional.of(vpnOf(answer)) : Optional.empty();
    }

    private static VpnStatus vpnOf(JsonView vpn) {
        boolean enabled =
                vpn.at("enabled").flag().or(() -> vpn.at("vpn_enabled").flag()).orElse(false);
        OptionalInt nodesHealthy = vpn.at("nodes_healthy").integer();
        boolean anyHealthy = nodesHealthy.isPresent()
                ? nodesHealthy.getAsInt() > 0
                : vpn.at("healthy").flag().orElse(false);
        return new VpnStatus(
                enabled,
                enabled && vpn.at("connected").flag().orElse(anyHealthy),
                vpn.at("health").nonBlank(),
                vpn.at("container").nonBlank(),
                vpn.at("forwarded_port").integer(),
                vpn.at("nodes_total").integer(),
                nodesHealthy.isPresent() ? nodesHealthy : vpn.at("healthy").integer());
    }

    /** {@code /health/ready}. */
    public static Optional<Readiness> readiness(JsonView answer) {
        return answer.at("ready")
                .flag()
                .map(ready -> new Readiness(
                        ready,
                        count(answer, "engines"),
                        count(answer, "active_streams"),
                        answer.at("circuit_state").nonBlank()));
    }

    /** What an event call answers: a stream (A), {@code updated} (A), a {@code status} (B and the proposed 202). */
    public static Optional<EventReceipt> receipt(JsonView answer) {
        return answer.isObject()
                ? Optional.of(new EventReceipt(answer.at("updated").flag().orElse(true), Optional.empty()))
                : Optional.empty();
    }

    /** The receipts of a batch; readable only if there is one for each event. */
    public static Optional<BatchReceipt> receipts(JsonView answer, int started, int ended) {
        BatchReceipt receipt = new BatchReceipt(receipts(answer.at("started")), receipts(answer.at("ended")));
        boolean complete =
                receipt.started().size() == started && receipt.ended().size() == ended;
        return complete ? Optional.of(receipt) : Optional.empty();
    }

    private static List<EventReceipt> receipts(JsonView results) {
        return results.items().stream()
                .map(item -> new EventReceipt(
                        item.at("success").flag().orElse(false),
                        item.at("error").text()))
                .toList();
    }
}
