package io.acexy.server.config;

import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.NamedNumbersKind;
import io.acexy.server.settings.Networks;
import io.acexy.server.settings.NetworksKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;
import java.util.Map;

/**
 * How much there may be of what players take. Of numbers, 0 is no limit.
 *
 * @param players who may play at once
 * @param streams what is played at once
 * @param starts what is asked of engines
 * @param connections what one address may open
 * @param uplink what all players may take together, in Mbit/s
 * @param memory what media may take of the memory for buffers, in percent; 0 where only rings are bounded
 * @param priority the classes of those who have one, by the names of their keys; everybody else is of class 0
 */
public record LimitsConfig(
        Players players,
        Streams streams,
        Starts starts,
        Connections connections,
        int uplink,
        int memory,
        Map<String, Integer> priority) {

    /** Mbit/s that a stream is taken to have before its rate is known. */
    public static final int UNMEASURED = 8;

    private static final String NONE = "no limit";
    private static final int MANY = 1_000_000;

    static final Setting<Integer> PLAYERS = limit(
                    "players", MANY, "Players at once, of all streams and in all forms; one more is answered 503.")
            .alsoNamed("max.players");
    static final Setting<Integer> PER_STREAM =
            limit("players.per.stream", MANY, "Players of one stream at once; one more is answered 503.");
    static final Setting<Integer> PER_KEY =
            limit("players.per.key", MANY, "Players at once who have shown the same key; one more is answered 429.");
    static final Setting<Integer> PER_ADDRESS = limit(
            "players.per.address",
            MANY,
            "Players at once at one address, behind trusted proxies too; of IPv6, at one network of 64 bits. One more is"
                    + " answered 429.");
    static final Setting<Integer> STREAMS = limit(
                    "streams", 100_000, "Streams at once, each viewer of a film among them; one more is answered 503.")
            .alsoNamed("max.streams");
    static final Setting<Integer> STREAMS_PER_KEY = limit(
            "streams.per.key",
            100_000,
            "Different contents at once that are watched with the same key; one more is answered 429.");
    static final Setting<Integer> STARTS = limit(
            "starts",
            100_000,
            "Contents that are being started on engines at once because players want them; who wants one more is answered 503.");
    static final Setting<Integer> STARTS_PER_MINUTE = limit(
            "starts.per.minute",
            MANY,
            "Contents that players may have started within a minute; one more is answered 503.");
    static final Setting<Integer> STARTS_PER_ADDRESS = limit(
            "starts.per.address",
            MANY,
            "Contents that one address may have started within a minute; one more is answered 429.");
    static final Setting<Integer> CONNECTIONS_RATE = Names.ACEXY
            .setting(
                    "limit.connections.rate",
                    IntKind.between(1, 100_000).orZero(NONE),
                    "100",
                    "Connections that one address may open within a second (of IPv6, one network of 64 bits); one more is answered 429, or"
                            + " closed where TLS is spoken. Behind the PROXY protocol it is the address that is told.")
            .atOnce();
    static final Setting<Integer> CONNECTIONS_WAITING = Names.ACEXY
            .setting(
                    "limit.connections.waiting",
                    IntKind.between(1, MANY).orZero(NONE),
                    "500",
                    "Connections of one address that have no request under way: who has not sent his first, and who may send his next. While"
                            + " there are so many, one more is refused as by the rate.")
            .atOnce();
    static final Setting<Networks> CONNECTIONS_FREE = Names.ACEXY
            .setting(
                    "limit.connections.free",
                    NetworksKind.INSTANCE,
                    "private",
                    "Whose connections these two do not count, besides those of acexy.trusted.proxies.")
            .atOnce();
    static final Setting<Integer> UPLINK = limit(
            "uplink",
            MANY,
            "Mbit/s that all players may take together, by the measured rates of their streams (" + UNMEASURED
                    + " where a rate is not known yet); who would need more than is left is answered 503.");
    static final Setting<Integer> MEMORY = Names.ACEXY.setting(
            "limit.memory",
            IntKind.between(1, 95).orZero("only acexy.buffer.total holds"),
            "0",
            "What rings and the backlogs of players hold together, in percent of what buffers may take, in place of"
                    + " acexy.buffer.total; who would need more, with acexy.buffer.size for a new stream, is answered 503.");
    static final Setting<Map<String, Integer>> PRIORITY = Names.ACEXY
            .setting(
                    "limit.priority",
                    NamedNumbersKind.between(1, 100),
                    "",
                    "Classes of keys by their names, such as living:10; all others are of class 0. When all places are taken, who is of a"
                            + " higher class takes the place of one of the lowest, who came last.")
            .atOnce();

    static final SettingGroup SETTINGS = new SettingGroup(
            "Limits",
            List.of(
                    PLAYERS,
                    PER_STREAM,
                    PER_KEY,
                    PER_ADDRESS,
                    STREAMS,
                    STREAMS_PER_KEY,
                    STARTS,
                    STARTS_PER_MINUTE,
                    STARTS_PER_ADDRESS,
                    CONNECTIONS_RATE,
                    CONNECTIONS_WAITING,
                    CONNECTIONS_FREE,
                    UPLINK,
                    MEMORY,
                    PRIORITY));

    private static Setting<Integer> limit(String name, int most, String description) {
        return Names.ACEXY
                .setting("limit." + name, IntKind.between(1, most).orZero(NONE), "0", description)
                .atOnce();
    }

    /** Who may play at once: in all, and of one stream, with one key, at one address. */
    public record Players(int all, int perStream, int perKey, int perAddress) {

        public Players {
            PLAYERS.check(all);
            PER_STREAM.check(perStream);
            PER_KEY.check(perKey);
            PER_ADDRESS.check(perAddress);
        }
    }

    /** What is played at once: in all, and with one key. */
    public record Streams(int all, int perKey) {

        public Streams {
            STREAMS.check(all);
            STREAMS_PER_KEY.check(perKey);
        }
    }

    /** What is asked of engines: at once, and within a minute in all and from one address. */
    public record Starts(int atOnce, int perMinute, int perAddress) {

        public Starts {
            STARTS.check(atOnce);
            STARTS_PER_MINUTE.check(perMinute);
            STARTS_PER_ADDRESS.check(perAddress);
        }
    }

    /**
     * What one address may open.
     *
     * @param rate connections within a second
     * @param waiting connections without a request under way
     * @param free whose are not counted
     */
    public record Connections(int rate, int waiting, Networks free) {

        public Connections {
            CONNECTIONS_RATE.check(rate);
            CONNECTIONS_WAITING.check(waiting);
        }
    }

    public LimitsConfig {
        UPLINK.check(uplink);
        MEMORY.check(memory);
        PRIORITY.check(priority);
    }

    static LimitsConfig of(Resolution settings) {
        return new LimitsConfig(
                new Players(
                        settings.get(PLAYERS),
                        settings.get(PER_STREAM),
                        settings.get(PER_KEY),
                        settings.get(PER_ADDRESS)),
                new Streams(settings.get(STREAMS), settings.get(STREAMS_PER_KEY)),
                new Starts(settings.get(STARTS), settings.get(STARTS_PER_MINUTE), settings.get(STARTS_PER_ADDRESS)),
                new Connections(
                        settings.get(CONNECTIONS_RATE),
                        settings.get(CONNECTIONS_WAITING),
                        settings.get(CONNECTIONS_FREE)),
                settings.get(UPLINK),
                settings.get(MEMORY),
                settings.get(PRIORITY));
    }
}
