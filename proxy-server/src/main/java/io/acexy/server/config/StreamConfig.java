package io.acexy.server.config;

import io.acexy.server.settings.DataSizeKind;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * One stream: its ring, its beginning and its end.
 *
 * @param maxStreams streams at once; 0 is no limit
 * @param bufferSize bytes that the ring of one stream holds
 * @param burst media that a newcomer gets at once
 * @param linger how long a stream outlives its last player
 * @param startTimeout from the first request to the first media
 * @param emptyTimeout how long a running stream may be silent
 * @param keyframeTimeout how long to wait for a keyframe before joining at PAT
 * @param chunkSize bytes that are gathered before they are sent on
 * @param chunkWindow the longest that bytes are held back to be gathered
 */
public record StreamConfig(
        int maxStreams,
        int bufferSize,
        Duration burst,
        Duration linger,
        Duration startTimeout,
        Duration emptyTimeout,
        Duration keyframeTimeout,
        int chunkSize,
        Duration chunkWindow) {

    /** Fewer chunks than these, and overwriting the oldest one takes away what newcomers join at. */
    private static final int FEWEST_CHUNKS = 4;

    private static final Duration SHORTEST = Duration.ofMillis(10);

    static final Setting<Integer> MAX_STREAMS = Setting.of(
            "max.streams",
            IntKind.between(1, 100_000).orZero("no limit"),
            "0",
            "Streams at once; one more is answered 503.");
    static final Setting<Integer> BUFFER_SIZE = Setting.of(
                    "buffer.size",
                    DataSizeKind.between(DataSizeKind.MIB, DataSizeKind.GIB),
                    "4.2MiB",
                    "The ring of one stream: how far a slow player may fall behind, and how far back a newcomer can start.")
            .alsoNamed("buffer");
    static final Setting<Duration> BURST = Setting.of(
            "burst",
            DurationKind.between(Duration.ZERO, Duration.ofMinutes(1)),
            "3s",
            "Media that a newcomer gets at once, so that his player starts without waiting to fill its buffer.");
    static final Setting<Duration> LINGER = Setting.of(
            "linger",
            DurationKind.between(Duration.ZERO, Duration.ofHours(1)),
            "15s",
            "How long a stream goes on after its last player has left; then its engine session is stopped.");
    static final Setting<Duration> START_TIMEOUT = Setting.of(
            "start.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(10)),
            "60s",
            "How long a new stream may take to its first media; then its players are answered 504.");
    static final Setting<Duration> EMPTY_TIMEOUT = Setting.of(
            "empty.timeout",
            DurationKind.between(SHORTEST, Duration.ofHours(1)),
            "60s",
            "How long a running stream may be silent until it is ended.");
    static final Setting<Duration> KEYFRAME_TIMEOUT = Setting.of(
            "keyframe.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(10)),
            "10s",
            "How long to look for a keyframe to start a player at; then (radio, for example) he starts at the next PAT.");
    static final Setting<Integer> CHUNK_SIZE = Setting.of(
            "chunk.size",
            DataSizeKind.between(4 * DataSizeKind.KIB, DataSizeKind.MIB),
            "64KiB",
            "Bytes from the engine that are gathered before they are sent on: larger is cheaper per player.");
    static final Setting<Duration> CHUNK_WINDOW = Setting.of(
            "chunk.window",
            DurationKind.between(Duration.ZERO, Duration.ofSeconds(1)),
            "100ms",
            "The longest that bytes wait to be gathered: the delay that this proxy adds.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Streams",
            List.of(
                    MAX_STREAMS,
                    BUFFER_SIZE,
                    BURST,
                    LINGER,
                    START_TIMEOUT,
                    EMPTY_TIMEOUT,
                    KEYFRAME_TIMEOUT,
                    CHUNK_SIZE,
                    CHUNK_WINDOW));

    public StreamConfig {
        MAX_STREAMS.check(maxStreams);
        BUFFER_SIZE.check(bufferSize);
        BURST.check(burst);
        LINGER.check(linger);
        START_TIMEOUT.check(startTimeout);
        EMPTY_TIMEOUT.check(emptyTimeout);
        KEYFRAME_TIMEOUT.check(keyframeTimeout);
        CHUNK_SIZE.check(chunkSize);
        CHUNK_WINDOW.check(chunkWindow);
        if (bufferSize < FEWEST_CHUNKS * chunkSize) {
            throw new IllegalArgumentException(BUFFER_SIZE.property() + " is " + bufferSize + " bytes, but must hold "
                    + FEWEST_CHUNKS + " chunks of " + CHUNK_SIZE.property() + ", which is " + chunkSize + " bytes");
        }
    }

    static StreamConfig of(Resolution settings) {
        return new StreamConfig(
                settings.get(MAX_STREAMS),
                settings.get(BUFFER_SIZE),
                settings.get(BURST),
                settings.get(LINGER),
                settings.get(START_TIMEOUT),
                settings.get(EMPTY_TIMEOUT),
                settings.get(KEYFRAME_TIMEOUT),
                settings.get(CHUNK_SIZE),
                settings.get(CHUNK_WINDOW));
    }
}
