package io.acexy.it.film;

import static io.acexy.it.film.House.GIB;
import static io.acexy.it.film.House.LARGE;
import static io.acexy.it.film.House.assertPart;
import static io.acexy.it.film.House.assertRight;
import static io.acexy.it.film.House.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.testkit.Patience;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Searching and pausing, where memory and sessions would be lost. The detector of leaks looks on. */
class FilmSeekTest {

    private static final int SEEKS = Integer.getInteger("acexy.it.seeks", 200);

    /** What a few sockets of the system hold, by far less than the film. */
    private static final long MOST_UNDER_WAY = 64L << 20;

    @Test
    void manySeeksLeaveOneSession() throws Exception {
        Random random = new Random(13);
        try (House house = new House(1, Map.of(), LARGE)) {
            RawConnection before = house.get("player", "0-");
            assertPart(before, 0, GIB - 1, GIB);
            for (int i = 0; i < SEEKS; i++) {
                long position = (long) (random.nextDouble() * (GIB - 100_000));
                if (random.nextBoolean()) {
                    before.hangUp(); // some programs close first, some afterwards, and some leave it to us
                }
                RawConnection next = house.get("player", position + "-");
                assertPart(next, position, GIB - 1, GIB);
                assertRight(next, LARGE.bytes(), position, 1 + random.nextInt(90_000));
                if (random.nextBoolean()) {
                    before.hangUp();
                }
                before = next;
            }
            before.hangUp();
            ContentCounters left = await(house.engine(0), c -> c.readersNow() == 0);
            assertThat(left.sessionsNow()).isEqualTo(1);
            assertThat(left.opened()).isEqualTo(2);
            assertThat(left.maxReadersPerSession()).isEqualTo(1);
            assertThat(left.readersRefused()).isZero();
        }
    }

    @Test
    void aPausedPlayerStopsTheEngineAndGoesOnWhereHeWas() throws Exception {
        try (House house = new House(1, Map.of(), LARGE)) {
            RawConnection player = house.get("player", null);
            assertThat(player.head().status()).isEqualTo(200);
            assertRight(player, LARGE.bytes(), 0, 1 << 20);
            long sent = awaitNoMore(house);
            assertThat(sent).isLessThan(MOST_UNDER_WAY);
            assertRight(player, LARGE.bytes(), 1 << 20, 100 << 20);
            assertThat(awaitNoMore(house)).isLessThan((101L << 20) + MOST_UNDER_WAY);
            assertThat(House.counted(house.engine(0)).opened()).isEqualTo(2);
        }
    }

    /** Until the engine has sent nothing between two looks. */
    private static long awaitNoMore(House house) throws InterruptedException {
        AtomicLong last = new AtomicLong(-1);
        Patience.until(
                () -> {
                    long now = House.counted(house.engine(0)).bytesSent();
                    return last.getAndSet(now) == now;
                },
                same -> same);
        return last.get();
    }
}
