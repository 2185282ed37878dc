package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.Players;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowPlayerTest {

    private static final Content CHANNEL = Content.number(1);

    /** Sends a minute of media in twelve seconds, so that nobody has to wait long to be late, and nobody is who reads on. */
    private static EngineSimulator fastEngine() {
        return EngineSimulator.start(
                EngineSettings.fast().withPacing(pacing -> pacing.withBurst(Duration.ofSeconds(59), 5)));
    }

    @Test
    void onePlayerThatAcceptsNoByteIsClosedAndTheOthersPlayOn() throws Exception {
        String[] settings = {"write.timeout", "5s", "socket.send.buffer", "16KiB", "player.backlog", "16KiB"};
        try (Door door = Door.open(fastEngine(), settings);
                Players players = new Players();
                RawConnection stalled = RawConnection.withSmallBuffer(door.address())) {
            TestPlayer healthy = players.get(door.address(), CHANNEL.byId());
            assertThat(healthy.awaitStatus()).isEqualTo(200);
            assertThat(stalled.get(CHANNEL.byId()).head().status()).isEqualTo(200);
            door.awaitStatus(status -> status.get("clients").equals(2L));
            door.awaitStatus(status -> status.get("clients").equals(1L));
            healthy.awaitMore(50_000);
            new Truth(door.engine().broadcaster(), CHANNEL).verify(healthy.body());
        }
    }

    @Test
    void oneWhoFallsOffTheRingIsEndedWhereThePolicyIsToClose() throws Exception {
        String[] settings = {
            "lag.policy",
            "close",
            "buffer.time",
            "0s",
            "buffer.size",
            "1MiB",
            "socket.send.buffer",
            "16KiB",
            "player.backlog",
            "16KiB"
        };
        try (Door door = Door.open(fastEngine(), settings);
                Players players = new Players()) {
            TestPlayer healthy = players.get(door.address(), CHANNEL.byId());
            assertThat(healthy.awaitStatus()).isEqualTo(200);
            TestPlayer slow = players.slow(door.address(), CHANNEL.byId(), 50_000);
            assertThat(slow.awaitStatus()).isEqualTo(200);
            assertThat(slow.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
            slow.awaitClosed();
            Truth truth = new Truth(door.engine().broadcaster(), CHANNEL);
            truth.verify(slow.body());
            healthy.awaitMore(50_000);
            truth.verify(healthy.body());
        }
    }
}
