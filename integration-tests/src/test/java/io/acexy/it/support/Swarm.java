package io.acexy.it.support;

import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.MediaFormatException;
import io.acexy.testkit.Ffmpeg;
import io.acexy.testkit.Patience;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Some engines of one swarm at real bit rates, each so far behind live as the test says, a proxy with all of them in its
 * pool, and players. Nothing is encoded: a small picture is filled up with null packets, each of which carries its number, so
 * an engine costs less than a hundredth of a core. Used by one test thread.
 */
public final class Swarm implements AutoCloseable {

    public static final Content CHANNEL = Content.number(8);

    /** What engines of version 3.2 write at once: 84 packets. */
    public static final int PIECE_15_8_KB = 84 * EndlessMedia.PACKET_SIZE;

    /** What older ones write at once: 348 packets. */
    public static final int PIECE_65_4_KB = 348 * EndlessMedia.PACKET_SIZE;

    /** How many bits a second; each clip is made when it is first asked for, and once. */
    public enum Rate {
        /** The picture alone. */
        PICTURE {
            @Override
            public EndlessMedia media() {
                return Picture.MEDIA;
            }
        },
        /** The same, with sound that browsers cannot play. */
        AC3 {
            @Override
            public EndlessMedia media() {
                return Surround.MEDIA;
            }
        },
        MBIT_8 {
            @Override
            public EndlessMedia media() {
                return Eight.MEDIA;
            }
        },
        /** With a keyframe each 16 s, where the others have one each 2 s. */
        MBIT_8_SPARSE {
            @Override
            public EndlessMedia media() {
                return Sparse.MEDIA;
            }
        },
        MBIT_25 {
            @Override
            public EndlessMedia media() {
                return TwentyFive.MEDIA;
            }
        };

        /** The broadcast of this rate. */
        public abstract EndlessMedia media();

        private static final class Picture {
            static final EndlessMedia MEDIA = EndlessMedia.testPattern();
        }

        private static final class Surround {
            static final EndlessMedia MEDIA = converted("-c:v copy -c:a ac3 -ac 6 -b:a 384k");
        }

        private static final class Eight {
            static final EndlessMedia MEDIA = Picture.MEDIA.paddedTo(8_000_000);
        }

        private static final class Sparse {
            static final EndlessMedia MEDIA = encoded(400).paddedTo(8_000_000);
        }

        private static final class TwentyFive {
            static final EndlessMedia MEDIA = Picture.MEDIA.paddedTo(25_000_000);
        }
    }

    /** The picture with a keyframe each so many pictures, made by ffmpeg. */
    private static EndlessMedia encoded(int pictures) {
        return converted(
                "-c:v libx264 -threads 1 -preset ultrafast -b:v 200k -maxrate 200k -bufsize 200k -g " + pictures
                        + " -keyint_min " + pictures
                        + " -sc_threshold 0 -x264-params open-gop=0:repeat-headers=1 -c:a copy");
    }

    private static EndlessMedia converted(String how) {
        EndlessMedia picture = Rate.PICTURE.media();
        try {
            Path clip = Files.createTempFile("clip", ".ts");
            String printed = Ffmpeg.run(
                    out -> out.write(picture.bytes(0, picture.packets())),
                    List.of(("ffmpeg -v warning -y -fflags +bitexact -i pipe:0 " + how
                                    + " -f mpegts -pat_period 0.2 -sdt_period 2 -pcr_period 40"
                                    + " -pes_payload_size 0 " + clip)
                            .split(" ")));
            try {
                return EndlessMedia.of(clip);
            } catch (MediaFormatException unusable) {
                throw new AssertionError("ffmpeg made no endless clip: " + printed, unusable);
            } finally {
                Files.delete(clip);
            }
        } catch (Exception failed) {
            throw new AssertionError("no clip", failed);
        }
    }

    /** A player of whose bytes nothing is kept. */
    public record Viewer(TestPlayer player, Witness witness) {}

    private final Rate rate;
    private final Broadcaster broadcaster;
    private final Players players = new Players();
    private final List<EngineSimulator> engines = new ArrayList<>();
    private final Proxy proxy;

    private Swarm(Builder builder) throws Exception {
        rate = builder.rate;
        broadcaster = new Broadcaster(BroadcastClock.startingNow(), rate.media());
        try {
            for (Duration behind : builder.behindLive) {
                engines.add(engine(builder, behind));
            }
            proxy = Proxy.beforePool(builder.proxySettings, engines.toArray(EngineSimulator[]::new));
        } catch (Exception | Error e) {
            players.close();
            engines.forEach(EngineSimulator::close);
            throw e;
        }
    }

    private EngineSimulator engine(Builder builder, Duration behind) {
        EngineSettings settings = EngineSettings.fast().withPacing(pacing -> pacing.withBehindLive(behind)
                .withBurst(builder.reachBack, builder.burstSpeed)
                .withPieces(builder.piece, builder.piece));
        return EngineSimulator.builder()
                .settings(builder.change.apply(settings))
                .broadcaster(broadcaster)
                .start();
    }

    /** A swarm with media of some rate; without further words: pieces of 15.8 kB, starts that reach back 2 s. */
    public static Builder at(Rate rate) {
        return new Builder(rate);
    }

    /** Says what a swarm is like, then starts it. */
    public static final class Builder {
        private final Rate rate;
        private final Map<String, String> proxySettings =
                new HashMap<>(Map.of("engine.health.interval", "200ms", "failover.stall.timeout", "3s"));
        private List<Duration> behindLive = List.of(Duration.ofSeconds(2), Duration.ofSeconds(4));
        private Duration reachBack = Duration.ofSeconds(2);
        private double burstSpeed = 20;
        private int piece = PIECE_15_8_KB;
        private UnaryOperator<EngineSettings> change = UnaryOperator.identity();

        private Builder(Rate rate) {
            this.rate = rate;
        }

        /** One engine for each distance, in milliseconds. */
        public Builder behindLive(long... millis) {
            behindLive = Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
            return this;
        }

        /** How much of what an engine has sent before it sends again to a new reader, faster than it plays. */
        public Builder reachingBack(Duration value) {
            reachBack = value;
            return this;
        }

        /** How many times faster than it plays; 20 without this. */
        public Builder burstSpeed(double value) {
            burstSpeed = value;
            return this;
        }

        /** How many bytes an engine writes at once. */
        public Builder inPiecesOf(int bytes) {
            piece = bytes;
            return this;
        }

        /** Anything else about every engine. */
        public Builder engines(UnaryOperator<EngineSettings> value) {
            change = value;
            return this;
        }

        /** A setting of the proxy. */
        public Builder with(String setting, String value) {
            proxySettings.put(setting, value);
            return this;
        }

        /** For tests that count sessions: see {@link Proxy#UNHURRIED}. */
        public Builder unhurried() {
            proxySettings.putAll(Proxy.UNHURRIED);
            return this;
        }

        public Swarm start() throws Exception {
            return new Swarm(this);
        }
    }

    /** An engine, in the order of their distances. */
    public EngineSimulator engine(int index) {
        return engines.get(index);
    }

    public List<EngineSimulator> engines() {
        return List.copyOf(engines);
    }

    public Proxy proxy() {
        return proxy;
    }

    public Players players() {
        return players;
    }

    public Rate rate() {
        return rate;
    }

    public Truth truth() {
        return new Truth(broadcaster, CHANNEL);
    }

    /** Bytes of so much playing time. */
    public int bytesOf(Duration time) {
        return Math.toIntExact(rate.media().bitsPerSecond() / 8 * time.toMillis() / 1000);
    }

    /** A player whose bytes are held against the broadcast as they come. */
    public Viewer watch() {
        return watch(CHANNEL.byId());
    }

    /** As {@link #watch()}, who asks for it in these words. */
    public Viewer watch(String target) {
        Witness witness = new Witness(truth());
        return new Viewer(players.get(proxy.address(), target, witness), witness);
    }

    /** As {@link #watch}, who has had more than a start's burst, so that what comes now comes as it plays. */
    public Viewer playing() throws InterruptedException {
        Viewer viewer = watch();
        viewer.player().awaitBytes(bytesOf(Duration.ofMillis(2_500)));
        return viewer;
    }

    /** The engine that a reader is on; with several (a switch is under way) the one that comes first. */
    public EngineSimulator serving() {
        return engines.stream()
                .filter(engine -> of(engine).readersNow() > 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no engine has a reader"));
    }

    /** Has the proxy leave an engine that is in use, asked once, and waits until nothing is left there. */
    public void leave(EngineSimulator from) throws InterruptedException {
        move();
        await(from, counters -> counters.readersNow() == 0 && counters.sessionsNow() == 0);
    }

    /** Another client of an engine starts the channel there, and stops it: with that all sessions of it end. */
    public static void stopElsewhere(EngineSimulator engine) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        String start = "http://" + engine.authority() + "/ace/getstream?format=json&infohash=" + CHANNEL.infohash();
        String answer = get(client, start);
        String command = answer.replaceAll("(?s).*\"command_url\": ?\"([^\"]+)\".*", "$1");
        get(client, command + "?method=stop");
    }

    private static String get(HttpClient client, String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Asks once that the stream leaves its engine. */
    private void move() throws InterruptedException {
        TestPlayer operator = players.request(
                proxy.address(),
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                "/api/v1/streams/" + CHANNEL.infohash() + "/move",
                Map.of("content-length", "0"));
        int status = operator.awaitStatus();
        if (status != 202) {
            throw new AssertionError("the move was answered " + status + ": " + operator.text());
        }
    }

    /** What an engine has counted of the channel. */
    public static ContentCounters of(EngineSimulator engine) {
        return engine.counters().of(CHANNEL.infohash());
    }

    /** Waits for something to be counted. */
    public static ContentCounters await(EngineSimulator engine, Predicate<ContentCounters> condition)
            throws InterruptedException {
        return engine.awaitCounters(counters -> condition.test(counters.of(CHANNEL.infohash())), Patience.LIMIT)
                .of(CHANNEL.infohash());
    }

    @Override
    public void close() {
        players.close();
        proxy.close();
        engines.forEach(EngineSimulator::close);
    }
}
