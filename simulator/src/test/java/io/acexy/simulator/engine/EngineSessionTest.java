package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.ID;
import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.SOON;
import static io.acexy.simulator.engine.EngineFixture.openMedia;
import static io.acexy.simulator.engine.EngineFixture.path;
import static io.acexy.simulator.engine.EngineFixture.play;
import static io.acexy.simulator.engine.EngineFixture.start;
import static io.acexy.simulator.engine.EngineFixture.stat;
import static io.acexy.simulator.engine.EngineFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.engine.SessionRules.EndedPid;
import io.acexy.simulator.engine.SessionRules.ParallelStarts;
import io.acexy.simulator.engine.SessionRules.SecondReader;
import io.acexy.simulator.engine.SessionRules.StopScope;
import io.acexy.simulator.engine.SessionRules.Superseding;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How sessions come, replace each other and end. */
final class EngineSessionTest {

    private static final String OTHER = "infohash=ffffffffffffffffffffffffffffffffffffffff";
    private static final int SOME = 188 * 100;

    private static EngineSimulator engine(UnaryOperator<SessionRules.Builder> rules) {
        return EngineSimulator.start(EngineSettings.fast().withRules(rules));
    }

    @Test
    void theFirstNameThatIsThereCounts() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String both = start(engine, OTHER + "&id=" + ID);
            assertThat(RawHttp.field(both, "infohash")).isEqualTo(INFOHASH);
            String hash = start(engine, "magnet=x&url=http://x/y&" + OTHER);
            assertThat(hash).contains("ffffffffffffffffffffffffffffffffffffffff");
            String magnet = "magnet=magnet:%3Fxt=urn:btih:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
            assertThat(RawHttp.field(start(engine, magnet), "infohash")).isEqualTo("a".repeat(40));
            assertThat(start(engine, "pid=1")).contains("\"error\":\"missing content id\"");
            assertThat(start(engine, "id=nohash")).contains("\"response\":null");
        }
    }

    @Test
    void twoStartsWithoutAPidShareOneSession() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String first = start(engine, "id=" + ID);
            String second = start(engine, "infohash=" + INFOHASH);
            assertThat(path(second, "command_url")).isEqualTo(path(first, "command_url"));
            assertThat(engine.counters().of(INFOHASH).opened()).isEqualTo(1);
            assertThat(engine.counters().of(INFOHASH).starts()).isEqualTo(2);
        }
    }

    @Test
    void anotherPidMakesANewSessionAndTheOldReaderReadsOn() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String first = start(engine);
            try (RawHttp reader = play(engine, first)) {
                String second = start(engine, "id=" + ID + "&sid=second");
                assertThat(path(second, "command_url")).isNotEqualTo(path(first, "command_url"));
                String newest = RawHttp.field(second, "playback_session_id");
                assertThat(RawHttp.field(stat(engine, first), "playback_session_id"))
                        .isEqualTo(newest);
                assertThat(reader.readChunked(SOME)).hasSize(SOME);
            }
            assertThat(engine.counters().of(INFOHASH).superseded()).isEqualTo(1);
        }
    }

    @Test
    void anotherPidCanCutTheOldReader() throws Exception {
        try (EngineSimulator engine = engine(r -> r.withSuperseding(Superseding.READER_CUT));
                RawHttp reader = play(engine, start(engine))) {
            start(engine, "id=" + ID + "&pid=second");
            assertThat(reader.rest()).endsWith("0\r\n\r\n");
        }
    }

    @Test
    void theSamePidReplacesItsSession() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String first = start(engine);
            try (RawHttp reader = play(engine, first)) {
                start(engine);
                assertThat(reader.rest()).endsWith("0\r\n\r\n");
            }
            assertThat(stat(engine, first)).contains(SessionEndpoint.UNKNOWN);
            assertThat(engine.counters().of(INFOHASH).sessionsNow()).isEqualTo(1);
        }
    }

    @Test
    void onePlayerIdPlaysOneContentAtATime() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                RawHttp reader = play(engine, start(engine))) {
            start(engine, OTHER + "&pid=first");
            assertThat(reader.rest()).endsWith("0\r\n\r\n");
            assertThat(engine.counters().of(INFOHASH).sessionsNow()).isZero();
        }
    }

    @Test
    void aStopThroughAnySessionEndsEveryReaderOfTheInfohash() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String first = start(engine);
            String second = start(engine, "id=" + ID + "&pid=second");
            try (RawHttp one = play(engine, first);
                    RawHttp two = play(engine, second)) {
                assertThat(stop(engine, first)).isEqualTo("{\"response\":\"ok\",\"error\":null}");
                assertThat(one.rest()).endsWith("0\r\n\r\n");
                assertThat(two.rest()).endsWith("0\r\n\r\n");
            }
            assertThat(stop(engine, first)).contains(SessionEndpoint.UNKNOWN);
            assertThat(stat(engine, second)).contains(SessionEndpoint.UNKNOWN);
            assertThat(RawHttp.get(engine.port(), path(second, "playback_url"))).startsWith("HTTP/1.1 500 ");
            ContentCounters counters = engine.counters().of(INFOHASH);
            assertThat(counters.stopped()).isEqualTo(2);
            assertThat(counters.stopsReceived()).isEqualTo(2);
            assertThat(counters.sessionsNow()).isZero();
            assertThat(counters.readersNow()).isZero();
        }
    }

    @Test
    void aStopCanBeLimitedToItsSession() throws Exception {
        try (EngineSimulator engine = engine(r -> r.withStopScope(StopScope.SESSION))) {
            String first = start(engine);
            String second = start(engine, "id=" + ID + "&pid=second");
            stop(engine, first);
            assertThat(stat(engine, second)).contains("\"status\":\"dl\"");
        }
    }

    @Test
    void aTakeoverCutsTheFirstReader() throws Exception {
        try (EngineSimulator engine = engine(r -> r.withSecondReader(SecondReader.TAKEOVER))) {
            assertTakeover(engine, start(engine));
        }
        try (EngineSimulator engine = EngineSimulator.start()) {
            assertTakeover(engine, start(engine, "id=" + ID + "&stop_prev_read_thread=1"));
        }
    }

    private static void assertTakeover(EngineSimulator engine, String links) throws Exception {
        try (RawHttp first = play(engine, links);
                RawHttp second = play(engine, links)) {
            assertThat(first.rest()).endsWith("0\r\n\r\n");
            assertThat(second.readChunked(SOME)).hasSize(SOME);
        }
    }

    @Test
    void aSessionThatNobodyUsesExpires() throws Exception {
        try (EngineSimulator engine = engine(r -> r.withIdleExpiry(Duration.ofMillis(50)))) {
            start(engine);
            engine.awaitCounters(c -> c.of(INFOHASH).expired() == 1, SOON);
            assertThat(engine.counters().of(INFOHASH).sessionsNow()).isZero();
        }
    }

    @Test
    void aReaderKeepsItsSessionAlive() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String links = start(engine);
            RawHttp reader = openMedia(engine, links);
            reader.readOne();
            expireAtOnce(engine, links);
            expireAtOnce(engine, start(engine, OTHER + "&pid=other"));
            engine.awaitCounters(c -> c.total().expired() == 1, SOON);
            assertThat(engine.counters().of(INFOHASH).sessionsNow()).isEqualTo(1);
            reader.close();
            engine.awaitCounters(c -> c.of(INFOHASH).expired() == 1, SOON);
        }
    }

    /** Only now, because a session that expires soon by its rules may be gone before it is used. */
    private static void expireAtOnce(EngineSimulator engine, String links) throws Exception {
        RawHttp.get(engine.port(), path(links, "command_url") + "?method=set_player_activity_timeout&timeout=0");
    }

    @Test
    void theActivityTimeoutCanBeChanged() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String links = start(engine);
            String command = path(links, "command_url") + "?method=set_player_activity_timeout&timeout=0";
            assertThat(RawHttp.get(engine.port(), command)).contains("\"ok\"");
            engine.awaitCounters(c -> c.of(INFOHASH).expired() == 1, SOON);
        }
    }

    @Test
    void statCallsAreCountedByWhetherTheyKeepTheSessionAlive() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String links = start(engine);
            stat(engine, links);
            RawHttp.get(engine.port(), path(links, "stat_url") + "?skip_player_activity=1");
            assertThat(engine.counters().of(INFOHASH).statCalls()).isEqualTo(1);
            assertThat(engine.counters().of(INFOHASH).statCallsSkippingActivity())
                    .isEqualTo(1);
        }
    }

    @Test
    void aDroppedStartLeavesAnOrphan() throws Exception {
        EngineSettings slow = EngineSettings.fast()
                .withTiming(t -> t.withStart(DelayRange.fixed(Duration.ofHours(1))))
                .withRules(r -> r.withIdleExpiry(Duration.ofMillis(50)));
        try (EngineSimulator engine = EngineSimulator.start(slow)) {
            RawHttp call = RawHttp.open(engine.port(), "/ace/getstream?format=json&id=" + ID);
            engine.awaitCounters(c -> c.of(INFOHASH).opened() == 1, SOON);
            call.close();
            engine.awaitCounters(c -> c.of(INFOHASH).orphaned() == 1, SOON);
            engine.awaitCounters(c -> c.of(INFOHASH).expired() == 1, SOON);
        }
    }

    @Test
    void ofTwoStartsAtOnceTheFirstCanLose() throws Exception {
        EngineSettings slow = EngineSettings.fast()
                .withTiming(t -> t.withStart(DelayRange.fixed(Duration.ofMillis(300))))
                .withRules(r -> r.withParallelStarts(ParallelStarts.FIRST_FAILS));
        try (EngineSimulator engine = EngineSimulator.start(slow);
                RawHttp first = RawHttp.open(engine.port(), "/ace/getstream?format=json&pid=1&id=" + ID)) {
            engine.awaitCounters(c -> c.of(INFOHASH).opened() == 1, SOON);
            assertThat(start(engine, "id=" + ID + "&pid=2")).contains("playback_url");
            assertThat(first.rest()).contains("got newer download");
            assertThat(engine.counters().of(INFOHASH).sessionsNow()).isEqualTo(1);
        }
    }

    @Test
    void anEndedPidCanGetLeftOversOnly() throws Exception {
        try (EngineSimulator engine = engine(r -> r.withEndedPid(EndedPid.LEFTOVER))) {
            stop(engine, start(engine));
            try (RawHttp reader = play(engine, start(engine))) {
                byte[] rest = reader.readChunked(10 << 20);
                double perSecond = engine.broadcaster().media(INFOHASH).bitsPerSecond() / 8.0;
                assertThat(rest.length / perSecond).isBetween(1.0, 3.5);
            }
        }
    }

    @Test
    void startsCanBeServedOneByOne() throws Exception {
        EngineSettings serial = EngineSettings.fast()
                .withTiming(t -> t.withStart(DelayRange.fixed(Duration.ofMillis(300))))
                .withRules(r -> r.withSerialStarts(true));
        try (EngineSimulator engine = EngineSimulator.start(serial);
                RawHttp first = RawHttp.open(engine.port(), "/ace/getstream?format=json&pid=1&id=" + ID)) {
            engine.awaitCounters(c -> c.total().starts() == 1, SOON);
            engine.configure(
                    "f".repeat(40), serial.withTiming(t -> t.withStart(DelayRange.fixed(Duration.ofMillis(100)))));
            assertThat(start(engine, OTHER + "&pid=2")).contains("playback_url");
            assertThat(first.hasAnswer()).isTrue();
        }
    }

    @Test
    void statTellsOfPrebufferThenOfDownload() throws Exception {
        EngineSettings slow =
                EngineSettings.fast().withTiming(t -> t.withPrebuffer(DelayRange.fixed(Duration.ofHours(1))));
        try (EngineSimulator engine = EngineSimulator.start()) {
            engine.configure(INFOHASH, slow);
            String waiting = stat(engine, start(engine));
            assertThat(RawHttp.field(waiting, "status")).isEqualTo("prebuf");
            assertThat(RawHttp.field(waiting, "progress")).isEqualTo("0");
            assertThat(waiting).doesNotContain("livepos");
            String running = stat(engine, start(engine, OTHER));
            assertThat(RawHttp.field(running, "status")).isEqualTo("dl");
            assertThat(Integer.parseInt(RawHttp.field(running, "peers"))).isPositive();
            assertThat(Long.parseLong(RawHttp.field(running, "downloaded")) % 16_384)
                    .isZero();
            assertThat(running).containsPattern("\"livepos\":\\{\"pos\":\"\\d+\"");
        }
    }

    @Test
    void eventsAreHeldUntilSomethingHappens() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String links = start(engine, "id=" + ID + "&use_api_events=1");
            String event = path(links, "event_url");
            assertThat(RawHttp.get(engine.port(), event)).contains("live_changed");
            try (RawHttp held = RawHttp.open(engine.port(), event)) {
                engine.awaitCounters(
                        c -> c.requests().stream()
                                        .filter(r -> r.path().startsWith("/ace/event"))
                                        .count()
                                == 2,
                        SOON);
                stop(engine, links);
                assertThat(held.rest()).contains("download_stopped");
            }
            assertThat(RawHttp.get(engine.port(), event)).contains(SessionEndpoint.UNKNOWN);
        }
    }
}
