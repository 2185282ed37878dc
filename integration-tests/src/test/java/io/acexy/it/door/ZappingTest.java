package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A television changes channels where all places are taken, and its old connection is still there. */
class ZappingTest {

    private static final String NEWS = Content.number(1).byId();
    private static final String FILM = Content.number(2).byId();
    private static final String TELEVISION = "User-Agent: television";
    private static final String PHONE = "User-Agent: phone";

    /** Each leaves room for one. */
    @ParameterizedTest
    @ValueSource(strings = {"max.streams.per.engine", "max.streams", "max.players"})
    void theOldPlaceOfTheSameDeviceIsFreedBeforeItIsRefused(String limit) throws Exception {
        try (Door door = Door.open(limit, "1");
                RawConnection before = door.connect().get(NEWS, TELEVISION)) {
            assertThat(before.head().status()).isEqualTo(200);
            assertThat(door.play(FILM, PHONE).status()).as("somebody else").isEqualTo(503);
            assertThat(door.play(FILM, TELEVISION).status()).isEqualTo(200);
            assertThatThrownBy(() -> before.chunks(Integer.MAX_VALUE))
                    .as("the old connection ends, and well")
                    .hasMessageStartingWith("the body ended");
        }
    }

    @Test
    void aPlaceThatWouldMakeNoRoomIsKept() throws Exception {
        try (Door door = Door.open("max.streams", "1");
                RawConnection one = door.connect().get(NEWS, TELEVISION);
                RawConnection two = door.connect().get(NEWS, PHONE)) {
            assertThat(one.head().status()).isEqualTo(200);
            assertThat(two.head().status()).isEqualTo(200);
            assertThat(door.play(FILM, TELEVISION).status()).isEqualTo(503);
            assertThat(one.chunks(50_000)).isNotEmpty();
        }
    }

    @Test
    void aDeviceWithSeveralPlacesIsNoTelevisionAndKeepsThemAll() throws Exception {
        try (Door door = Door.open("max.players", "2");
                RawConnection one = door.connect().get(NEWS, TELEVISION);
                RawConnection two = door.connect().get(FILM, TELEVISION)) {
            assertThat(one.head().status()).isEqualTo(200);
            assertThat(two.head().status()).isEqualTo(200);
            assertThat(door.play(NEWS, TELEVISION).status()).isEqualTo(503);
            assertThat(one.chunks(50_000)).isNotEmpty();
        }
    }

    @Test
    void itCanBeSwitchedOff() throws Exception {
        try (Door door = Door.open("max.players", "1", "zapping", "false");
                RawConnection before = door.connect().get(NEWS, TELEVISION)) {
            assertThat(before.head().status()).isEqualTo(200);
            assertThat(door.play(FILM, TELEVISION).status()).isEqualTo(503);
        }
    }
}
