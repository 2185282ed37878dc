package io.acexy.server.play;

import io.acexy.core.stream.Join;
import io.acexy.core.stream.PlayerName;
import io.acexy.core.stream.ViewingStatus;
import io.acexy.server.limits.Evictor;
import io.acexy.server.limits.Place;
import java.time.Duration;
import java.time.Instant;

/**
 * One HLS player, from the wish to open a channel. Behind his first list he lives as long as he asks for something now and then.
 * Written on the loop of his stream, read by anybody.
 */
public final class HlsSession {

    private final String token;
    private final PlayerName name;
    private final Caller caller;
    private final Instant opened = Instant.now();
    private final long asked;

    private volatile long lastAsked;
    private volatile Join.Kind kind;
    private volatile Duration waited;
    private volatile boolean used;
    private volatile long bytes;
    private volatile Duration behind;
    private PlayerBook.Entry line;
    private Place place;

    /**
     * Somebody who waits for a list.
     *
     * @param name what logs call him, by the request that opened it
     * @param now by the loops' ticker
     */
    HlsSession(String token, PlayerName name, Caller caller, long now) {
        this.token = token;
        this.name = name;
        this.caller = caller;
        this.asked = now;
        this.lastAsked = now;
    }

    String token() {
        return token;
    }

    /** The id of the request that opened it, for logs: unlike the token it lets nobody in. */
    String request() {
        return name.request();
    }

    /** What logs call him. */
    String name() {
        return name.toString();
    }

    /** Where he is, without the port: his connections come and go. */
    public String address() {
        return caller.address();
    }

    /** What he calls himself; empty when he does not. */
    public String agent() {
        return caller.agent();
    }

    Caller caller() {
        return caller;
    }

    /** When he came. */
    public Instant opened() {
        return opened;
    }

    /** How much had been listed behind the end of the segment that he asked for last; null before the first. */
    public Duration behind() {
        return behind;
    }

    /** He may play. */
    void has(Place taken) {
        place = taken;
    }

    /** From now on he can be sent away. */
    void evictedBy(Evictor evictor) {
        place.evictedBy(evictor);
    }

    void isIn(PlayerBook.Entry entered) {
        line = entered;
    }

    /** He has an address for his list. */
    void begins(Join.Kind how, long now) {
        kind = how;
        waited = Duration.ofNanos(now - asked);
        lastAsked = now;
    }

    /** From his wish to the address of his list; null before. */
    Duration waited() {
        return waited;
    }

    /** Since his wish. */
    Duration stayed(long now) {
        return Duration.ofNanos(now - asked);
    }

    long bytes() {
        return bytes;
    }

    void asks(long now) {
        used = true;
        lastAsked = now;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the stream's loop
    void isGiven(int count) {
        bytes += count;
    }

    void isBehind(Duration media) {
        behind = media;
    }

    boolean isGone(long now, HlsLimits limits) {
        return now - lastAsked > (used ? limits.patienceNanos() : limits.unusedNanos());
    }

    /** He is not there any more. */
    void ends() {
        line.strike();
        place.free();
    }

    long delivered() {
        return bytes;
    }

    /** @param now by the loops' ticker */
    ViewingStatus status(long now) {
        Duration so = waited;
        return new ViewingStatus(
                kind, so != null, so == null ? Duration.ofNanos(now - asked) : so, bytes, 0, 0, behind);
    }
}
