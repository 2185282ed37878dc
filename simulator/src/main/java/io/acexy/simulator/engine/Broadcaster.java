package io.acexy.simulator.engine;

import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The origin of every broadcast: which media belongs to an infohash and what is on air now. Engines that share a broadcaster
 * serve the same bytes; tests ask it for the truth. Any thread may call.
 *
 * <p>Each infohash has been on air for a time of its own (10 to 70 minutes before the clock's zero, a function of the
 * infohash), so that two contents made from one clip are never at the same position.
 */
public final class Broadcaster {

    private static final long LEAST_HEAD_START_SECONDS = 600;
    private static final int HEAD_STARTS = 3600;

    private final BroadcastClock clock;
    private final EndlessMedia standard;
    private final Map<String, EndlessMedia> special = new ConcurrentHashMap<>();
    private final Map<String, Film> films = new ConcurrentHashMap<>();

    /**
     * @param clock what time it is on air
     * @param standard what every content plays that nothing else was assigned to
     */
    public Broadcaster(BroadcastClock clock, EndlessMedia standard) {
        this.clock = clock;
        this.standard = standard;
    }

    /** The test pattern on every infohash, from now on. */
    public static Broadcaster ofTestPattern() {
        return new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
    }

    /** Gives a content its own media; sessions that run are not told, so assign before the first start. */
    public void assign(String infohash, EndlessMedia media) {
        special.put(infohash, media);
    }

    /** Makes a content a film; as with broadcasts, before its first start. */
    public void assign(String infohash, Film film) {
        films.put(infohash, film);
    }

    /** The film that a content is, or null where it is a broadcast. */
    public Film film(String infohash) {
        return films.get(infohash);
    }

    /** What a content plays. */
    public EndlessMedia media(String infohash) {
        return special.getOrDefault(infohash, standard);
    }

    /** How long a content has been on air, in nanoseconds. */
    public long onAirNanos(String infohash) {
        long headStart = LEAST_HEAD_START_SECONDS + Math.floorMod(infohash.hashCode(), HEAD_STARTS);
        return clock.nanos() + TimeUnit.SECONDS.toNanos(headStart);
    }

    /** The packet of a content that is on air now. No engine has sent a later one. */
    public long livePacket(String infohash) {
        return media(infohash).packetAtNanos(onAirNanos(infohash));
    }
}
