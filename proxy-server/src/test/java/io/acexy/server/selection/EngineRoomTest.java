package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.orchestrator.health.Health;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class EngineRoomTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(EngineRoom.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Selecting world = new Selecting();
    private final EngineRoom room = new EngineRoom(world.roster, world.orchestrator.ticker);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    private static Health most(int most, int total) {
        return Looks.found("{\"engines\":{\"total\":" + total + "},\"capacity\":{\"max_replicas\":" + most
                + "},\"provisioning\":{\"can_provision\":true}}");
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "5, 2, 2, 3,          those that are listed take room",
        "5, 2, 4, 3,          those that are only counted are on their way for us",
        "5, 2, 5, 0,          unless there are as many as may be",
        "5, 2, 6, 0,          or more",
        "2, 2, 2, 0,          as many as may be are listed",
        "1, 2, 2, 0,          less than none is none",
        "0, 2, 2, 2147483647, where no maximum is named as many as one likes",
    })
    void thereIsRoomForAsManyAsMayBeLessThoseThatAre(int most, int listed, int total, int left, String sentence) {
        world.list(IntStream.range(0, listed)
                .mapToObj(number -> Listed.engine("engine-" + number))
                .toArray(Listed[]::new));
        assertThat(room.left(most(most, total))).as(sentence).isEqualTo(left);
    }

    @Test
    void whereNothingIsKnownOrNothingThatHoldsThereIsNoLimit() {
        assertThat(room.left(Looks.nobody("away"))).isEqualTo(Integer.MAX_VALUE);
        world.orchestrator.advance(Duration.ofSeconds(65));
        assertThat(room.left(most(1, 1))).isZero();
        world.orchestrator.advance(Duration.ofMillis(1));
        assertThat(room.left(most(1, 1))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void thatThereIsNoRoomIsSaidWithWhatDrains() {
        world.list(Listed.engine("a"), Listed.engine("b").draining("node"));
        assertThat(room.full(most(2, 2))).isEqualTo(Shortage.full(1));
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getKeyValuePairs().toString())
                .contains("engines=\"2\"")
                .contains("draining=\"1\"")
                .contains("most=\"2\"");
    }

    @Test
    void aShortageThatLastsIsSaidAgainAfterAMinute() {
        room.full(most(2, 2));
        world.orchestrator.advance(Duration.ofSeconds(60));
        room.full(most(2, 2));
        assertThat(lines.list).hasSize(1);
        world.orchestrator.advance(Duration.ofMillis(1));
        room.full(Looks.nobody("away"));
        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(1).getKeyValuePairs().toString()).contains("most=\"0\"");
        world.orchestrator.advance(Duration.ofSeconds(60));
        room.full(most(2, 2));
        assertThat(lines.list).hasSize(2);
    }
}
