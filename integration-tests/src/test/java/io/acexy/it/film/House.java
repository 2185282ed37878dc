package io.acexy.it.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmBytes;
import io.acexy.simulator.media.FilmFile;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Some engines that have one film, a proxy before them, and players of it. Used by one test thread. */
final class House implements AutoCloseable {

    static final Content FILM = Content.number(13);
    static final long GIB = 1L << 30;

    /** Bytes that can only be compared; two of them, of which the second is small. */
    static final FilmFile LARGE = FilmFile.pattern(GIB, 1);

    static final FilmFile SMALL = FilmFile.pattern(1_000_000, 2);

    private final Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
    private final List<EngineSimulator> engines = new ArrayList<>();
    private final List<RawConnection> connections = new ArrayList<>();
    private final Proxy proxy;

    House(int engineCount, Map<String, String> settings, FilmFile... files) throws Exception {
        broadcaster.assign(FILM.infohash(), Film.of(files));
        for (int i = 0; i < engineCount; i++) {
            engines.add(EngineSimulator.builder()
                    .settings(EngineSettings.fast())
                    .broadcaster(broadcaster)
                    .start());
        }
        Map<String, String> all = new HashMap<>(Map.of("linger", "30s", "engine.health.interval", "200ms"));
        all.putAll(settings);
        proxy = engineCount == 1
                ? Proxy.before(engines.get(0), all)
                : Proxy.beforePool(all, engines.toArray(EngineSimulator[]::new));
    }

    EngineSimulator engine(int index) {
        return engines.get(index);
    }

    Proxy proxy() {
        return proxy;
    }

    Broadcaster broadcaster() {
        return broadcaster;
    }

    /** The engine that has a reader. */
    EngineSimulator serving() throws InterruptedException {
        return Patience.until(
                        () -> engines.stream()
                                .filter(one -> counted(one).readersNow() > 0)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    static ContentCounters counted(EngineSimulator engine) {
        return engine.counters().of(FILM.infohash());
    }

    static ContentCounters await(EngineSimulator engine, Predicate<ContentCounters> condition)
            throws InterruptedException {
        return engine.awaitCounters(counters -> condition.test(counters.of(FILM.infohash())), Patience.LIMIT)
                .of(FILM.infohash());
    }

    /** Waits until nobody reads from an engine: whoever hung up has been missed, and another may have it. */
    static void awaitIdle(EngineSimulator engine) throws InterruptedException {
        await(engine, counters -> counters.readersNow() == 0);
    }

    /** A new connection, on which nothing has been asked. */
    RawConnection connect() throws IOException {
        RawConnection connection = RawConnection.withSmallBuffer(proxy.address());
        connections.add(connection);
        return connection;
    }

    /** Asks for a part on a new connection, as a program of that name. */
    RawConnection get(String program, String range) throws IOException {
        RawConnection connection = connect();
        return range == null
                ? connection.get(FILM.byId(), "User-Agent: " + program)
                : connection.get(FILM.byId(), "User-Agent: " + program, "Range: bytes=" + range);
    }

    /** Reads so many bytes of a body, and holds them against the file. */
    static void assertRight(RawConnection connection, FilmBytes truth, long from, int count) throws IOException {
        assertThat(truth.mismatch(from, connection.bytes(count)))
                .as("first wrong byte of %s from %s on", count, from)
                .isEqualTo(-1);
    }

    /** Reads the head of a part. */
    static RawAnswer assertPart(RawConnection connection, long first, long last, long total) throws IOException {
        RawAnswer head = connection.head();
        assertThat(head.status()).isEqualTo(206);
        assertThat(head.header("content-range")).isEqualTo("bytes " + first + "-" + last + "/" + total);
        assertThat(head.header("content-length")).isEqualTo("" + (last - first + 1));
        assertThat(head.header("transfer-encoding")).isNull();
        return head;
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        proxy.close();
        engines.forEach(EngineSimulator::close);
    }
}
