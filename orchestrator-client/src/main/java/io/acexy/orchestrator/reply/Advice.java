package io.acexy.orchestrator.reply;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the headers of an answer say beside the answer. No public orchestrator sends them yet; they are heeded where they
 * appear.
 *
 * @param retryAfter {@code Retry-After}, at most a day
 * @param circuitState {@code X-Circuit-State}; its absence means a closed circuit, or an orchestrator that does not tell
 * @param provisioningLimit {@code X-RateLimit-Provisioning-Limit}
 * @param provisioningRemaining {@code X-RateLimit-Provisioning-Remaining}
 */
public record Advice(
        Optional<Duration> retryAfter,
        Optional<String> circuitState,
        OptionalInt provisioningLimit,
        OptionalInt provisioningRemaining) {

    /** Nothing was said. */
    public static final Advice NONE =
            new Advice(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

    private static final long LONGEST_SECONDS = 86_400;

    /** Its parser throws at anything longer. */
    private static final int LONGEST_DATE = 64;

    /** Reads what there is of it. */
    public static Advice of(HttpHeaders headers, InstantSource clock) {
        return new Advice(
                retryAfter(headers.get(HttpHeaderNames.RETRY_AFTER), clock),
                Optional.ofNullable(headers.get("X-Circuit-State")).filter(state -> !state.isBlank()),
                count(headers.get("X-RateLimit-Provisioning-Limit")),
                count(headers.get("X-RateLimit-Provisioning-Remaining")));
    }

    private static Optional<Duration> retryAfter(String value, InstantSource clock) {
        OptionalInt seconds = count(value);
        if (seconds.isPresent()) {
            return Optional.of(Duration.ofSeconds(Math.min(seconds.getAsInt(), LONGEST_SECONDS)));
        }
        boolean readable = value != null && !value.isEmpty() && value.length() <= LONGEST_DATE;
        Date date = readable ? DateFormatter.parseHttpDate(value) : null;
        if (date == null) {
            return Optional.empty();
        }
        long left = Duration.between(clock.instant(), date.toInstant()).toSeconds();
        return Optional.of(Duration.ofSeconds(Math.min(Math.max(left, 0), LONGEST_SECONDS)));
    }

    private static OptionalInt count(String value) {
        boolean digits = value != null && value.strip().matches("\\d{1,9}");
        return digits ? OptionalInt.of(Integer.parseInt(value.strip())) : OptionalInt.empty();
    }

    /** True if the orchestrator says that it would refuse to start an engine now. */
    public boolean forbidsProvisioning() {
        boolean open = circuitState.map("open"::equalsIgnoreCase).orElse(false);
        boolean spent = provisioningRemaining.isPresent() && provisioningRemaining.getAsInt() == 0;
        return open || spent;
    }
}
