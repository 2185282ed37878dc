package io.acexy.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limit of open files, reached. */
@DependsOnJvm
class DescriptorTest {

    private static final int DESCRIPTORS = 256;
    private static final int CROWD = 400;
    private static final Content CHANNEL = Content.number(1);

    private final List<RawConnection> crowd = new ArrayList<>();
    private EngineSimulator engine;
    private Players players;

    @BeforeEach
    void start() {
        engine = EngineSimulator.start();
        players = new Players();
    }

    @AfterEach
    void stop() throws Exception {
        leave();
        players.close();
        engine.close();
    }

    private AcexyProcess limited(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--listen-addr=127.0.0.1:0", "--host=127.0.0.1", "--port=" + engine.port()));
        return AcexyProcess.startWithDescriptors(DESCRIPTORS, arguments.toArray(String[]::new));
    }

    private List<TestPlayer> play(InetSocketAddress address, int count) throws Exception {
        List<TestPlayer> audience = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            audience.add(players.get(address, CHANNEL.byId()));
        }
        for (TestPlayer player : audience) {
            player.awaitBytes(50_000);
        }
        return audience;
    }

    private void leave() throws IOException {
        for (RawConnection connection : crowd) {
            connection.hangUp();
        }
        crowd.clear();
    }

    private void assertUnharmed(List<TestPlayer> audience) throws Exception {
        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        int before = audience.stream().mapToInt(TestPlayer::size).max().orElseThrow();
        for (TestPlayer player : audience) {
            player.awaitBytes(before + 20_000);
            assertThat(player.hasEnded()).isFalse();
            truth.verify(player.body());
        }
    }

    /** The server may still be busy with those who have left. */
    private static void assertServed(InetSocketAddress address) throws Exception {
        assertThat(Patience.until(() -> statusOfPlaying(address), status -> status != 503))
                .isEqualTo(200);
    }

    private static int statusOfPlaying(InetSocketAddress address) throws IOException {
        try (RawConnection player = RawConnection.to(address).get(CHANNEL.byId())) {
            return player.head().status();
        }
    }

    @Test
    void connectionsBeyondWhatTheLimitLeavesRoomForAreRefusedWithAReason() throws Exception {
        try (AcexyProcess acexy = limited()) {
            InetSocketAddress address = acexy.awaitAddress();
            List<TestPlayer> audience = play(address, 20);
            int refused = 0;
            for (int i = 0; i < CROWD; i++) {
                RawConnection connection = RawConnection.to(address).get("/ace/status");
                crowd.add(connection);
                RawAnswer answer = connection.answer();
                assertThat(answer.status()).isIn(200, 503);
                refused += answer.status() == 503 ? 1 : 0;
                assertThat(answer.header("retry-after")).isEqualTo(answer.status() == 503 ? "10" : null);
            }
            assertThat(refused).isGreaterThan(CROWD - DESCRIPTORS);
            assertUnharmed(audience);
            leave();
            assertServed(address);
        }
    }

    @Test
    void whereNoneCanBeAcceptedTheyWaitAndAreServedWhenOthersHaveLeft() throws Exception {
        try (AcexyProcess acexy = limited("--max-connections=10000", "--idle-timeout=1h")) {
            InetSocketAddress address = acexy.awaitAddress();
            List<TestPlayer> audience = play(address, 20);
            for (int i = 0; i < CROWD; i++) {
                crowd.add(RawConnection.to(address));
            }
            acexy.await("cannot accept connections");
            assertUnharmed(audience);
            try (RawConnection waiting = RawConnection.to(address).get("/ace/status")) {
                assertUnharmed(audience);
                leave();
                assertThat(waiting.answer().status()).isEqualTo(200);
            }
            assertServed(address);
            assertUnharmed(audience);
        }
    }
}
