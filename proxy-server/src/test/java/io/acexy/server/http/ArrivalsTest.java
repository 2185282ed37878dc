package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections one address may open; the time is the test's. */
class ArrivalsTest {

    private long now = Long.MAX_VALUE - 1_000; // clocks of machines overflow, and nobody is to notice
    private final Arrivals arrivals = new Arrivals(Arrivals.Bounds.NONE, () -> now);

    private Optional<Arrivals.Visit> arrive(String address) {
        try {
            return arrivals.arrive(new InetSocketAddress(InetAddress.getByName(address), 1));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void bound(int perSecond, int waiting) {
        arrivals.bound(new Arrivals.Bounds(perSecond, waiting, InetAddress::isSiteLocalAddress));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private int arriveOften(String address, int times) {
        int let = 0;
        for (int i = 0; i < times; i++) {
            let += arrive(address).isPresent() ? 1 : 0;
        }
        return let;
    }

    @Test
    void asManyAsMayComeWithinASecondAndOneMoreWhenItsShareHasPassed() {
        bound(4, 0);
        assertThat(arriveOften("203.0.113.5", 10)).isEqualTo(4);
        pass(Duration.ofMillis(249));
        assertThat(arriveOften("203.0.113.5", 3)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(arriveOften("203.0.113.5", 3)).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(arriveOften("203.0.113.5", 10)).as("nobody saves for later").isEqualTo(4);
    }

    @Test
    void whoComesNoFasterThanHeMayIsNeverTurnedAway() {
        bound(4, 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(arrive("203.0.113.5")).isPresent();
            pass(Duration.ofMillis(250));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.5, 203.0.113.5, true",
        "203.0.113.5, 203.0.113.6, false",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff::9, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false",
        "203.0.113.5, ::203.0.113.5, false"
    })
    void aHouseholdIsOneAddressOrOneNetworkOf64Bits(String one, String other, boolean same) {
        bound(1, 0);
        assertThat(arrive(one)).isPresent();
        assertThat(arrive(other).isEmpty()).isEqualTo(same);
    }

    @Test
    void thoseWithoutARequestAreCountedUntilTheyHaveOneOrAreOver() {
        bound(0, 2);
        Arrivals.Visit one = arrive("203.0.113.5").orElseThrow();
        Arrivals.Visit two = arrive("203.0.113.5").orElseThrow();
        assertThat(arrive("203.0.113.5")).isEmpty();
        assertThat(arrive("203.0.113.6")).isPresent();

        one.waits(false);
        one.waits(false);
        assertThat(arrive("203.0.113.5")).isPresent();
        assertThat(arrive("203.0.113.5")).isEmpty();

        one.waits(true);
        two.over();
        assertThat(arrive("203.0.113.5")).as("one waits for his next request").isEmpty();
        one.over();
        one.waits(true);
        assertThat(arrive("203.0.113.5")).as("what is over waits no more").isPresent();
    }

    @Test
    void whoIsFreeOrCannotBeNamedIsNotCounted() {
        bound(1, 1);
        assertThat(arriveOften("192.168.1.5", 1_000)).isEqualTo(1_000);
        assertThat(arrivals.arrive(null)).isPresent();
        assertThat(arrivals.arrive(null)).isPresent();
        assertThat(arrivals.addresses()).isZero();
    }

    @Test
    void whereNothingIsLimitedNothingIsRemembered() {
        assertThat(arriveOften("203.0.113.5", 1_000)).isEqualTo(1_000);
        assertThat(arrivals.addresses()).isZero();
    }

    @Test
    void otherLimitsHoldForThoseWhoCome() {
        bound(0, 1);
        assertThat(arriveOften("203.0.113.5", 5)).isEqualTo(1);
        bound(0, 3);
        assertThat(arriveOften("203.0.113.5", 5)).isEqualTo(2);
    }

    @Test
    void fromHoweverManyAddressesTheyComeTheTableHasItsBound() {
        bound(1, 0);
        for (int i = 0; i < 3 * Arrivals.MOST_ADDRESSES; i++) {
            assertThat(arrive("2001:db8:" + Integer.toHexString(i / 65_536) + ":" + Integer.toHexString(i % 65_536)
                            + "::1"))
                    .isPresent();
            assertThat(arrivals.addresses()).isLessThanOrEqualTo(Arrivals.MOST_ADDRESSES);
        }
        assertThat(arrivals.addresses()).isEqualTo(Arrivals.MOST_ADDRESSES);
    }

    @Test
    void whoHasBeenQuietIsForgottenAndWhoWaitsIsNot() {
        bound(1, 5);
        List<Arrivals.Visit> visits = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            visits.add(arrive("203.0.113." + i).orElseThrow());
        }
        visits.subList(1, 100).forEach(Arrivals.Visit::over);
        pass(Duration.ofSeconds(2));
        for (int i = 1; i <= 100; i++) {
            assertThat(arrive("198.51.100." + i)).isPresent();
        }
        assertThat(arrivals.addresses()).isBetween(101, 102);
        pass(Duration.ofSeconds(2));
        assertThat(arriveOften("203.0.113.1", 1)).isEqualTo(1);
    }
}
