package io.acexy.server.play;

import java.time.Duration;
import java.time.Instant;

/**
 * One HLS player. He lives as long as he asks for something now and then. Written on the loop of his stream, read by anybody.
 */
public final class HlsSession {

    private final String token;
    private final String request;
    private final String address;
    private final String agent;
    private final Instant opened = Instant.now();

    private volatile long lastAsked;
    private volatile boolean used;
    private volatile Duration behind;

    HlsSession(String token, String request, String address, String agent, long now) {
        this.token = token;
        this.request = request;
        this.address = address;
        this.agent = agent;
        this.lastAsked = now;
    }

    String token() {
        return token;
    }

    /** The id of the request that opened it, for logs: unlike the token it lets nobody in. */
    String request() {
        return request;
    }

    /** Where he is, without the port: his connections come and go. */
    public String address() {
        return address;
    }

    /** What he calls himself; empty when he does not. */
    public String agent() {
        return agent;
    }

    /** When he came. */
    public Instant opened() {
        return opened;
    }

    /** How much had been listed behind the end of the segment that he asked for last; null before the first. */
    public Duration behind() {
        return behind;
    }

    void asks(long now) {
        used = true;
        lastAsked = now;
    }

    void isBehind(Duration media) {
        behind = media;
    }

    boolean isGone(long now, HlsLimits limits) {
        return now - lastAsked > (used ? limits.patienceNanos() : limits.unusedNanos());
    }
}
