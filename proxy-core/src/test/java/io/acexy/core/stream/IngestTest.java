package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pieces of ten packets, chunks of 43, and a window of 100 ms; time stands still unless a test moves it. */
class IngestTest {

    private static final int PIECE = 10;
    private static final int CHUNK = 43;

    private final EndlessMedia media = EndlessMedia.testPattern();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final BroadcastConfig config = new BroadcastConfig(
            RingLimits.ofBytes(1_000_000), 8192, Duration.ofMillis(100), Duration.ofSeconds(3), LagPolicy.SKIP);
    private final Broadcast broadcast = new Broadcast(loop.eventLoop(), config, BufferBudget.unlimited(), new Bugs());
    private int chunks;
    private int wanted = 1;
    private boolean pieceWaits;
    private long next = media.keyframeFrom(0);
    private long publishedBefore;
    private int joinable;
    private int mistaken;
    private RuntimeException mistake;

    private final Bugs bugs = new Bugs();
    private final Ingest.Owner owner = new Ingest.Owner() {
        @Override
        public void wakeAt(int bytes) {
            IngestTest.this.wakeAt(bytes);
        }

        @Override
        public void joinable() {
            assertThat(broadcast.hasBeginning())
                    .as("somebody may have begun already")
                    .isFalse();
            joinable++;
        }

        @Override
        public void published() {
            if (mistake != null) {
                throw mistake;
            }
            chunks++;
        }
    };
    private final Ingest ingest = new Ingest(
            new GuardedLoop(loop.eventLoop(), bugs, "stream", () -> mistaken++), broadcast, config, allocator, owner);

    @BeforeEach
    void begin() {
        loop.freezeTime();
        accept(1);
        assertThat(broadcast.published())
                .as("the first players wait for every byte")
                .isEqualTo(PIECE * TsPacket.SIZE);
        accept(100);
        pass(100);
        publishedBefore = broadcast.published();
        assertThat(publishedBefore).as("nothing is held").isEqualTo(101 * PIECE * TsPacket.SIZE);
        chunks = 0;
    }

    @AfterEach
    void nothingIsLeft() {
        ingest.close();
        broadcast.close();
        loop.finishAndReleaseAll();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    /** What waits at the connection arrives before the next timer. */
    private void wakeAt(int bytes) {
        wanted = bytes;
        if (bytes == 1 && pieceWaits) {
            pieceWaits = false;
            loop.eventLoop().schedule(() -> accept(1), 0, TimeUnit.NANOSECONDS);
        }
    }

    private void accept(int pieces) {
        for (int i = 0; i < pieces; i++) {
            ByteBuf piece = allocator.directBuffer(PIECE * TsPacket.SIZE);
            media.copy(next, PIECE, piece);
            next += PIECE;
            ingest.accept(piece);
        }
    }

    private long packetsPublished() {
        return (broadcast.published() - publishedBefore) / TsPacket.SIZE;
    }

    private void pass(long millis) {
        loop.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
    }

    @Test
    void whatIsLittleIsPublishedWhenItsWindowEnds() {
        accept(1);
        pass(99);
        assertThat(packetsPublished()).isZero();
        pass(1);
        assertThat(packetsPublished()).isEqualTo(PIECE);
    }

    @Test
    void theWindowBeginsWithTheFirstPacketOfEachChunk() {
        accept(4);
        pass(60);
        accept(1);
        assertThat(packetsPublished()).isEqualTo(CHUNK);
        pass(60);
        assertThat(packetsPublished()).as("the rest has waited for 60 ms").isEqualTo(CHUNK);
        pass(40);
        assertThat(packetsPublished()).isEqualTo(5 * PIECE);
    }

    @Test
    void aSlowEngineIsHeardAtEachPiece() {
        for (int i = 0; i < 5; i++) {
            accept(1);
            assertThat(wanted).isEqualTo(1);
            pass(100);
            assertThat(wanted).isEqualTo(1);
        }
        assertThat(chunks).isEqualTo(5);
    }

    @Test
    void whereChunksFillTheNextIsAwaitedAsAWhole() {
        accept(4);
        assertThat(wanted).as("not known yet").isEqualTo(1);
        accept(1);
        assertThat(wanted).isEqualTo((2 * CHUNK - 5 * PIECE) * TsPacket.SIZE);
        accept(1);
        assertThat(wanted).isEqualTo((2 * CHUNK - 6 * PIECE) * TsPacket.SIZE);
    }

    @Test
    void whatWaitsAtTheConnectionIsTakenBeforeTheWindowEnds() {
        accept(5);
        pieceWaits = true;
        pass(100);
        assertThat(packetsPublished()).isEqualTo(6 * PIECE);
        assertThat(chunks).isEqualTo(2);
        assertThat(wanted).isEqualTo(1);
    }

    @Test
    void anEngineThatFallsSilentKeepsNothingBack() {
        accept(5);
        pass(100);
        assertThat(packetsPublished()).isEqualTo(5 * PIECE);
        accept(1);
        assertThat(wanted).as("it has become slow").isEqualTo(1);
    }

    @Test
    void thatPlayersCanBeginIsSaidOnceAndBeforeTheyDo() {
        assertThat(joinable).isEqualTo(1);
    }

    @Test
    void aMistakeAtTheEndOfAWindowIsReportedAndEndsWhatItIsPartOf() {
        accept(1);
        mistake = new IllegalStateException("a deliberate mistake");
        pass(100);
        assertThat(bugs.count()).isEqualTo(1);
        assertThat(mistaken).isEqualTo(1);
        mistake = null;
    }
}
