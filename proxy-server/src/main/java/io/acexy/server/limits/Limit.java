package io.acexy.server.limits;

import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import java.time.Duration;
import java.util.Locale;

/**
 * What is limited: how it is called, which setting holds it, and what is told to whom it turns away. In the order in which they are
 * looked at: what is somebody's own comes first, for to be told that the house is full helps nobody who has too much.
 */
public enum Limit {
    PLAYERS_PER_ADDRESS(FailureKind.LIMIT_PLAYERS_PER_ADDRESS, "players", 10, "from your address play as many as may"),
    PLAYERS_PER_KEY(FailureKind.LIMIT_PLAYERS_PER_KEY, "players", 10, "your key plays as often as it may"),
    STREAMS_PER_KEY(
            FailureKind.LIMIT_STREAMS_PER_KEY, "streams", 10, "your key watches as many different contents as it may"),
    PLAYERS(FailureKind.LIMIT_PLAYERS, "players", 10, "this proxy serves as many players as it may"),
    PLAYERS_PER_STREAM(
            FailureKind.LIMIT_PLAYERS_PER_STREAM, "players", 10, "this stream has as many players as it may"),
    STREAMS(FailureKind.LIMIT_STREAMS, "streams", 10, "this proxy plays as many streams as it may"),
    UPLINK(FailureKind.LIMIT_UPLINK, "Mbit/s", 10, "players take as many Mbit/s as this proxy may send"),
    MEMORY(FailureKind.LIMIT_MEMORY, "bytes", 30, "there is no memory for one more"),
    STARTS(FailureKind.LIMIT_STARTS, "starts", 5, "engines are starting as many contents as they may at once"),
    STARTS_PER_MINUTE(
            FailureKind.LIMIT_STARTS_PER_MINUTE, "starts", 60, "as many contents were started as may be in a minute"),
    STARTS_PER_ADDRESS(
            FailureKind.LIMIT_STARTS_PER_ADDRESS,
            "starts",
            60,
            "from your address were started as many contents as may be in a minute");

    private final FailureKind kind;
    private final String unit;
    private final int retrySeconds;
    private final String reason;

    Limit(FailureKind kind, String unit, int retrySeconds, String reason) {
        this.kind = kind;
        this.unit = unit;
        this.retrySeconds = retrySeconds;
        this.reason = reason;
    }

    /** One word for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is counted. */
    public String unit() {
        return unit;
    }

    /** Which setting changes it. */
    public String setting() {
        return "acexy.limit." + word().replace('_', '.');
    }

    /** What is told to whom it turns away. */
    public Failure failure() {
        return failure(Duration.ofSeconds(retrySeconds));
    }

    /** As {@link #failure()}, where it is known how long it holds. */
    Failure failure(Duration retryAfter) {
        return Failure.of(kind, reason, retryAfter);
    }

    /** Whether it counts what one key or one address has, whoever else there is. */
    boolean isPersonal() {
        return this == PLAYERS_PER_KEY || this == PLAYERS_PER_ADDRESS || this == STREAMS_PER_KEY;
    }

    /** Whether somebody's leaving makes room. */
    boolean isOfPlaces() {
        return isPersonal() || isOfTheHouse();
    }

    /** Whether anybody's leaving makes room for anybody. */
    boolean isOfTheHouse() {
        return this == PLAYERS || this == PLAYERS_PER_STREAM || this == UPLINK || this == MEMORY;
    }
}
