package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines of one swarm at a real bit rate, and the witness who sees what they make of it. */
class SwarmTest {

    private static final EndlessMedia MEDIA = Swarm.Rate.MBIT_8.media();

    private final Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), MEDIA);
    private final Witness witness = new Witness(new Truth(broadcaster, Swarm.CHANNEL));
    private long keyframe;

    @BeforeEach
    void join() {
        keyframe = MEDIA.keyframeFrom(broadcaster.livePacket(Swarm.CHANNEL.infohash()) - 40_000);
        witness.accept(MEDIA.bytes(MEDIA.lastOf(0, keyframe), 1));
        witness.accept(MEDIA.bytes(MEDIA.lastOf(MEDIA.pmtPid(), keyframe), 1));
    }

    @Test
    void whoGetsEveryPacketOnceInPiecesOfAnySizeHasOneStretch() {
        byte[] all = MEDIA.bytes(keyframe, 1_000);
        for (int at = 0; at < all.length; at += 777) {
            witness.accept(Arrays.copyOfRange(all, at, Math.min(all.length, at + 777)));
        }
        witness.assertEveryByteOnce();
        assertThat(witness.stretches()).containsExactly(new Witness.Stretch(keyframe, keyframe + 1_000));
    }

    @Test
    void whoIsSentBackHasTwoStretchesAndTheJumpIsTold() {
        witness.accept(MEDIA.bytes(keyframe, 1_000));
        witness.accept(MEDIA.bytes(keyframe + 500, 37));
        assertThat(witness.stretches())
                .containsExactly(
                        new Witness.Stretch(keyframe, keyframe + 1_000),
                        new Witness.Stretch(keyframe + 500, keyframe + 537));
        assertThatThrownBy(witness::assertEveryByteOnce).hasMessageContaining("jump of -500, then 37 packets");
        assertThatThrownBy(witness::assertForwardOnly).hasMessageContaining("jump of -500, then 37 packets");
    }

    @Test
    void aGapIsForwardWhenItEndsAtAKeyframeThoughCountersRunOn() {
        witness.accept(MEDIA.bytes(keyframe, 1_000));
        byte[] later = MEDIA.bytes(MEDIA.keyframeFrom(keyframe + 5_000), 1_000);
        for (int at = 0; at < later.length; at += EndlessMedia.PACKET_SIZE) {
            later[at + 3] = (byte) ((later[at + 3] & 0xF0) | ((later[at + 3] + 5) & 0x0F));
        }
        witness.accept(later);
        witness.assertForwardOnly();
        assertThat(witness.stretches()).hasSize(2);
        assertThatThrownBy(witness::assertEveryByteOnce).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsNobodysIsAStranger() {
        witness.accept(MEDIA.bytes(keyframe, 100));
        byte[] garbled = MEDIA.bytes(keyframe + 100, 100);
        garbled[10 * EndlessMedia.PACKET_SIZE + 100] ^= 1;
        witness.accept(garbled);
        assertThat(witness.strangers()).isEqualTo(1);
        assertThatThrownBy(witness::assertEveryByteOnce).hasMessageContaining("strangers 1");
    }

    @Test
    void aPlayerOfEightMegabitsHasEveryByteOnceWhenTheNextEngineReachesBackOverTheGap() throws Exception {
        try (Swarm swarm = Swarm.at(Swarm.Rate.MBIT_8)
                .behindLive(1_500, 2_500)
                .reachingBack(Duration.ofSeconds(8))
                .start()) {
            Swarm.Viewer viewer = swarm.watch();
            viewer.player().awaitBytes(10_000_000);
            EngineSimulator dying = swarm.serving();
            dying.kill();
            Swarm.await(
                    swarm.engines().stream()
                            .filter(one -> one != dying)
                            .findFirst()
                            .orElseThrow(),
                    counters -> counters.readersNow() == 1);
            viewer.player().awaitMore(3_000_000);
            viewer.witness().assertEveryByteOnce();
        }
    }
}
