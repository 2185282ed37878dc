package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.SOON;
import static io.acexy.simulator.engine.EngineFixture.openMedia;
import static io.acexy.simulator.engine.EngineFixture.play;
import static io.acexy.simulator.engine.EngineFixture.start;
import static io.acexy.simulator.engine.EngineFixture.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.media.EndlessMedia;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader meets in the middle of a stream. Stream scripts act at once: {@code after} is zero. */
final class EngineStreamTest {

    private static final int PACKET = EndlessMedia.PACKET_SIZE;
    private static final int MUCH = 188 * 400;

    private final EngineSimulator engine = EngineSimulator.start(
            EngineSettings.fast().withFaults(f -> f.withAfter(Duration.ZERO).withStall(DelayRange.of(300, 300))));

    @AfterEach
    void close() {
        engine.close();
    }

    private RawHttp reading() throws IOException {
        RawHttp media = play(engine, start(engine));
        assertThat(media.readChunked(PACKET)).hasSize(PACKET);
        return media;
    }

    @Test
    void aCleanEndHasItsTerminator() throws Exception {
        try (RawHttp media = reading()) {
            engine.setScript(INFOHASH, EngineScript.EOF_MIDSTREAM);
            assertThat(media.rest()).endsWith("0\r\n\r\n");
        }
        engine.awaitCounters(c -> c.of(INFOHASH).readersNow() == 0, SOON);
    }

    @Test
    void aResetIsAReset() throws Exception {
        try (RawHttp media = reading()) {
            engine.setScript(INFOHASH, EngineScript.RST_MIDSTREAM);
            assertThatThrownBy(media::rest).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void aCutChunkIsMissedByItsReader() throws Exception {
        try (RawHttp media = reading()) {
            engine.setScript(INFOHASH, EngineScript.CUT_CHUNK);
            assertThat(media.rest()).contains("1000\r\n").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aHalfPacketEndsTheStream() throws Exception {
        try (RawHttp media = openMedia(engine, start(engine))) {
            media.head();
            engine.setScript(INFOHASH, EngineScript.HALF_PACKET_THEN_EOF);
            assertThat(media.readChunked(10 << 20).length % PACKET).isEqualTo(PACKET / 2);
        }
    }

    @Test
    void aStarvedStreamFallsSilentWithoutPeers() throws Exception {
        String links = start(engine);
        try (RawHttp media = play(engine, links)) {
            media.readChunked(PACKET);
            engine.setScript(INFOHASH, EngineScript.STARVED);
            String stat = stat(engine, links);
            assertThat(RawHttp.field(stat, "peers")).isEqualTo("0");
            assertThat(RawHttp.field(stat, "speed_down")).isEqualTo("0");
            String later = stat(engine, links);
            assertThat(RawHttp.field(later, "downloaded")).isEqualTo(RawHttp.field(stat, "downloaded"));
            long sent = engine.counters().of(INFOHASH).bytesSent();
            engine.setScript(INFOHASH, EngineScript.NORMAL);
            engine.awaitCounters(c -> c.of(INFOHASH).bytesSent() > sent, SOON);
        }
    }

    @Test
    void aStallLosesNothing() throws Exception {
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        try (RawHttp http = openMedia(engine, start(engine))) {
            http.head();
            engine.setScript(INFOHASH, EngineScript.STALL);
            byte[] received = http.readChunked(seconds(media, 4));
            long live = engine.broadcaster().livePacket(INFOHASH);
            long first = media.locate(Arrays.copyOf(received, PACKET * 100), 0, live);
            assertThat(media.mismatch(received, first)).isEqualTo(-1);
        }
    }

    @Test
    void aSlowDripKeepsItsPromise() throws Exception {
        engine.setScript(INFOHASH, EngineScript.SLOW_DRIP);
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        try (RawHttp http = play(engine, start(engine))) {
            byte[] received = http.readChunked(seconds(media, 0.5));
            long live = engine.broadcaster().livePacket(INFOHASH);
            long last = media.locate(received, 0, live) + received.length / PACKET;
            // A reader begins five seconds behind the broadcaster; any other would have caught up by now.
            assertThat(media.timeOf(live).minus(media.timeOf(last))).isGreaterThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aCorruptStreamLosesSync() throws Exception {
        engine.setScript(INFOHASH, EngineScript.CORRUPT_TS);
        try (RawHttp http = play(engine, start(engine))) {
            byte[] received = http.readChunked(MUCH);
            int wrong = 0;
            for (int at = 0; at < received.length; at += PACKET) {
                wrong += received[at] == 0x47 ? 0 : 1;
            }
            assertThat(wrong).isPositive();
        }
    }

    @ParameterizedTest(name = "{0}: {2} bytes before each packet")
    @CsvSource({"PACKETS_OF_192, 192, 4", "PACKETS_OF_204, 204, 0"})
    void longerPacketsAreTheBroadcastsWithSomethingAroundEach(EngineScript script, int size, int before)
            throws Exception {
        engine.setScript(INFOHASH, script);
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        try (RawHttp http = play(engine, start(engine))) {
            byte[] received = http.readChunked(size * 400);
            byte[] inner = new byte[PACKET * 400];
            for (int i = 0; i < 400; i++) {
                System.arraycopy(received, i * size + before, inner, i * PACKET, PACKET);
            }
            long first = media.locate(inner, 0, engine.broadcaster().livePacket(INFOHASH));
            assertThat(media.mismatch(inner, first)).isEqualTo(-1);
        }
    }

    @Test
    void audioOnlyHasNoPictureAndKeepsItsClock() throws Exception {
        engine.setScript(INFOHASH, EngineScript.AUDIO_ONLY);
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        try (RawHttp http = play(engine, start(engine))) {
            byte[] received = http.readChunked(188 * 200);
            int clocks = 0;
            for (int at = 0; at < received.length; at += PACKET) {
                assertThat(received[at]).isEqualTo((byte) 0x47);
                boolean video = pid(received, at) == media.videoPid();
                boolean payload = (received[at + 3] & 0x10) != 0;
                assertThat(video && payload).isFalse();
                clocks += video ? 1 : 0;
            }
            assertThat(clocks).isPositive();
        }
    }

    @Test
    void withoutKeyframesOtherPicturesGoOn() throws Exception {
        engine.setScript(INFOHASH, EngineScript.NO_KEYFRAMES);
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        try (RawHttp http = play(engine, start(engine))) {
            byte[] received = http.readChunked(188 * 400);
            long live = engine.broadcaster().livePacket(INFOHASH);
            int pictures = 0;
            for (int at = 0; at < received.length; at += PACKET) {
                boolean payload = (received[at + 3] & 0x10) != 0;
                if (pid(received, at) == media.videoPid() && payload) {
                    pictures++;
                    long packet = media.locate(Arrays.copyOfRange(received, at, at + PACKET), live - 20_000, live);
                    assertThat(media.isKeyframePart(packet)).isFalse();
                }
            }
            assertThat(pictures).isPositive();
        }
    }

    /** Bytes of so much media, whole packets. */
    private static int seconds(EndlessMedia media, double seconds) {
        return PACKET * (int) (media.packetsPerSecond() * seconds);
    }

    private static int pid(byte[] packets, int at) {
        return (packets[at + 1] & 0x1F) << 8 | (packets[at + 2] & 0xFF);
    }

    @Test
    void headersThenSilenceIsHeadersThenSilence() throws Exception {
        engine.setScript(INFOHASH, EngineScript.HEADERS_THEN_SILENCE);
        String links = start(engine);
        try (RawHttp http = openMedia(engine, links)) {
            assertThat(http.head()).startsWith("HTTP/1.1 200 ");
            stat(engine, links);
            assertThat(http.hasAnswer()).isFalse();
            assertThat(engine.counters().of(INFOHASH).bytesSent()).isZero();
        }
    }

    @Test
    void aReaderThatFallsFurtherBehindThanTheCacheSkipsForward() throws Exception {
        AtomicLong clock = new AtomicLong();
        Broadcaster broadcaster = new Broadcaster(clock::get, EndlessMedia.testPattern());
        try (EngineSimulator own =
                        EngineSimulator.builder().broadcaster(broadcaster).start();
                RawHttp http = play(own, start(own))) {
            assertWholeBurst(broadcaster, http);
            clock.addAndGet(Duration.ofMinutes(10).toNanos());
            assertWholeBurst(broadcaster, http);
        }
    }

    /** With the clock at rest a reader gets three seconds, up to two seconds behind the broadcaster, and no more. */
    private static void assertWholeBurst(Broadcaster broadcaster, RawHttp http) throws IOException {
        EndlessMedia media = broadcaster.media(INFOHASH);
        long edge = broadcaster.onAirNanos(INFOHASH) - Duration.ofSeconds(2).toNanos();
        long first = media.packetAtNanos(edge - Duration.ofSeconds(3).toNanos());
        int packets = (int) (media.packetAtNanos(edge) - first);
        assertThat(media.mismatch(http.readChunked(packets * PACKET), first)).isEqualTo(-1);
    }

    @Test
    void aReaderThatDoesNotReadHoldsLittle() throws Exception {
        EndlessMedia heavy = EndlessMedia.testPattern().paddedTo(20_000_000);
        engine.broadcaster().assign(INFOHASH, heavy);
        Duration burst = Duration.ofSeconds(50);
        engine.configure(INFOHASH, EngineSettings.fast().withPacing(p -> p.withBurst(burst, 1e6)));
        try (RawHttp silent = play(engine, start(engine));
                RawHttp other = play(engine, start(engine, "pid=other&infohash=" + "c".repeat(40)))) {
            int fourSeconds = seconds(EndlessMedia.testPattern(), 4);
            assertThat(other.readChunked(fourSeconds)).hasSize(fourSeconds);
            long offered = heavy.bitsPerSecond() / 8 * burst.toSeconds();
            assertThat(engine.counters().of(INFOHASH).bytesSent()).isLessThan(offered / 3);
            assertThat(silent.readChunked(MUCH)).hasSize(MUCH);
        }
    }
}
