package io.acexy.server.config;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.stream.StreamConfig;
import io.acexy.server.settings.DataSizeKind;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/** One stream: its ring, its beginning and its end. */
final class StreamSettings {

    /** Fewer chunks than these, and overwriting the oldest one takes away what newcomers join at. */
    private static final int FEWEST_CHUNKS = 4;

    private static final Duration SHORTEST = Duration.ofMillis(10);

    static final Setting<Integer> BUFFER_SIZE = Names.ACEXY
            .setting(
                    "buffer.size",
                    DataSizeKind.between(DataSizeKind.MIB, DataSizeKind.GIB),
                    "4.2MiB",
                    "What the ring of one stream holds at least, however long that plays, while there is memory for it.")
            .alsoNamed("buffer");
    static final Setting<Duration> BUFFER_TIME = Names.ACEXY.setting(
            "buffer.time",
            DurationKind.between(Duration.ZERO, Duration.ofHours(1)),
            "12s",
            "The ring of one stream: how far a slow player may fall behind, and how far back a newcomer can start.");
    static final Setting<Integer> BUFFER_MAX = Names.ACEXY.setting(
            "buffer.max",
            DataSizeKind.between(DataSizeKind.MIB, DataSizeKind.GIB),
            "64MiB",
            "What the ring of one stream holds at most, however short that plays; never less than acexy.buffer.size.");
    static final Setting<Integer> BUFFER_TOTAL = Names.ACEXY.setting(
            "buffer.total",
            IntKind.between(1, 90),
            "50",
            "What all rings hold together, in percent of what buffers may take (-XX:MaxDirectMemorySize, or else the heap's"
                    + " limit); when they want more, the longest are shortened.");
    static final Setting<Duration> BURST = Names.ACEXY.setting(
            "burst",
            DurationKind.between(Duration.ZERO, Duration.ofMinutes(1)),
            "3s",
            "Media that a newcomer gets at once, so that his player starts without waiting to fill its buffer.");
    static final Setting<Duration> LINGER = Names.ACEXY.setting(
            "linger",
            DurationKind.between(Duration.ZERO, Duration.ofHours(1)),
            "15s",
            "How long a stream goes on after its last player has left; then its engine session is stopped.");
    static final Setting<Duration> START_TIMEOUT = Names.ACEXY.setting(
            "start.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(10)),
            "60s",
            "How long a new stream may take to its first media; then its players are answered 504.");
    static final Setting<Duration> EMPTY_TIMEOUT = Names.ACEXY.setting(
            "empty.timeout",
            DurationKind.between(SHORTEST, Duration.ofHours(1)),
            "60s",
            "How long a running stream may be silent until it is ended.");
    static final Setting<Duration> KEYFRAME_TIMEOUT = Names.ACEXY.setting(
            "keyframe.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(10)),
            "10s",
            "How long to look for a keyframe to start a player at; then (radio, for example) he starts at the next PAT.");
    static final Setting<Integer> CHUNK_SIZE = Names.ACEXY.setting(
            "chunk.size",
            DataSizeKind.between(4 * DataSizeKind.KIB, DataSizeKind.MIB),
            "64KiB",
            "Bytes from the engine that are gathered before they are sent on: larger is cheaper per player.");
    static final Setting<Duration> CHUNK_WINDOW = Names.ACEXY.setting(
            "chunk.window",
            DurationKind.between(Duration.ZERO, Duration.ofSeconds(1)),
            "100ms",
            "The longest that bytes wait to be gathered: the delay that this proxy adds.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Streams",
            List.of(
                    BUFFER_TIME,
                    BUFFER_SIZE,
                    BUFFER_MAX,
                    BUFFER_TOTAL,
                    BURST,
                    LINGER,
                    START_TIMEOUT,
                    EMPTY_TIMEOUT,
                    KEYFRAME_TIMEOUT,
                    CHUNK_SIZE,
                    CHUNK_WINDOW));

    private StreamSettings() {}

    static StreamsConfig of(Resolution settings) {
        return new StreamsConfig(
                stream(settings),
                new BufferConfig(settings.get(BUFFER_TOTAL)),
                ProfileSettings.of(settings, settings.get(PlayerConfig.BACKLOG)),
                BackupSettings.of(settings),
                BackupSettings.warm(settings),
                CheckConfig.of(settings));
    }

    private static StreamConfig stream(Resolution settings) {
        return new StreamConfig(
                broadcast(settings),
                settings.get(START_TIMEOUT),
                settings.get(LINGER),
                settings.get(EMPTY_TIMEOUT),
                settings.get(KEYFRAME_TIMEOUT),
                FailoverSettings.of(settings),
                settings.get(LimitsConfig.STREAMS));
    }

    private static BroadcastConfig broadcast(Resolution settings) {
        int bufferSize = settings.get(BUFFER_SIZE);
        int chunkSize = settings.get(CHUNK_SIZE);
        if (bufferSize < FEWEST_CHUNKS * chunkSize) {
            throw new IllegalArgumentException(BUFFER_SIZE.property() + " is " + bufferSize + " bytes, but must hold "
                    + FEWEST_CHUNKS + " chunks of " + CHUNK_SIZE.property() + ", which is " + chunkSize + " bytes");
        }
        return new BroadcastConfig(
                new RingLimits(settings.get(BUFFER_TIME), bufferSize, Math.max(bufferSize, settings.get(BUFFER_MAX))),
                chunkSize,
                settings.get(CHUNK_WINDOW),
                settings.get(BURST),
                settings.get(PlayerConfig.LAG_POLICY));
    }
}
