package io.acexy.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.acexy.core.Places;
import io.acexy.core.engine.ContentId;
import io.acexy.server.config.LimitsConfig;
import io.acexy.server.settings.Networks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets a place; the time, the rates and the memory are the test's. */
class HouseTest {

    private static final LimitsConfig.Players ANY_PLAYERS = new LimitsConfig.Players(0, 0, 0, 0);
    private static final LimitsConfig.Streams ANY_STREAMS = new LimitsConfig.Streams(0, 0);
    private static final LimitsConfig.Starts ANY_STARTS = new LimitsConfig.Starts(0, 0, 0);

    private final Map<ContentId, Long> rates = new HashMap<>();
    private final Map<ContentId, ContentId> streams = new HashMap<>();
    private final List<String> evicted = new ArrayList<>();
    private long now;
    private int held;
    private int mostHeld = Integer.MAX_VALUE;

    private final Playing playing = new Playing() {
        @Override
        public ContentId stream(ContentId name) {
            return streams.getOrDefault(name, name);
        }

        @Override
        public long bitsPerSecond(ContentId name) {
            return rates.getOrDefault(name, 0L);
        }

        @Override
        public int streams() {
            return 0;
        }
    };

    private final Memory memory = new Memory() {
        @Override
        public boolean fits(int players, IntSupplier wanted) {
            return players + 10 * wanted.getAsInt() <= mostHeld;
        }

        @Override
        public void hold(int players) {
            held = players;
        }

        @Override
        public long total() {
            return mostHeld;
        }

        @Override
        public long held() {
            return held;
        }
    };

    // ---- the edge of each limit ----

    /** One limit of places, those who fill it, one who does not fit, and one who does all the same. */
    static Stream<Arguments> places() {
        return Stream.of(
                arguments(Limit.PLAYERS, players(2, 0, 0, 0), "a1 k1 c1, a2 k2 c2", "a3 k3 c1", null),
                arguments(Limit.PLAYERS_PER_STREAM, players(0, 2, 0, 0), "a1 k1 c1, a2 k2 c1", "a3 k3 c1", "a3 k3 c2"),
                arguments(Limit.PLAYERS_PER_KEY, players(0, 0, 2, 0), "a1 k1 c1, a2 k1 c2", "a3 k1 c1", "a1 - c1"),
                arguments(Limit.PLAYERS_PER_ADDRESS, players(0, 0, 0, 2), "a1 k1 c1, a1 k2 c2", "a1 k3 c1", "a2 k1 c1"),
                arguments(
                        Limit.STREAMS_PER_KEY,
                        config(ANY_PLAYERS, new LimitsConfig.Streams(0, 2), ANY_STARTS, 0),
                        "a1 k1 c1, a2 k1 c2, a3 k1 c2",
                        "a1 k1 c3",
                        "a1 k1 c1"),
                arguments(
                        Limit.UPLINK,
                        config(ANY_PLAYERS, ANY_STREAMS, ANY_STARTS, 17),
                        "a1 k1 c1, a2 k2 c2",
                        "a3 k3 c3",
                        "a3 k3 small"));
    }

    /** The same of starts. */
    static Stream<Arguments> starts() {
        return Stream.of(
                arguments(Limit.STARTS, starts(2, 0, 0), "a1 k1 c1, a2 k2 c2", "a3 k3 c3", "a3 k3 c1"),
                arguments(Limit.STARTS_PER_MINUTE, starts(0, 2, 0), "a1 k1 c1, a2 k2 c2", "a3 k3 c3", "a3 k3 runs"),
                arguments(Limit.STARTS_PER_ADDRESS, starts(0, 0, 2), "a1 k1 c1, a1 k2 c2", "a1 k3 c3", "a2 k1 c3"));
    }

    private static LimitsConfig starts(int atOnce, int perMinute, int perAddress) {
        return config(ANY_PLAYERS, ANY_STREAMS, new LimitsConfig.Starts(atOnce, perMinute, perAddress), 0);
    }

    @ParameterizedTest
    @MethodSource({"places", "starts"})
    void aLimitHoldsAtItsEdgeAndNoEarlier(
            Limit limit, LimitsConfig config, String fill, String tooMany, String another) {
        rates.put(content("small"), 1_000_000L);
        House house = house(config);
        List<Admission> seated = Stream.of(fill.split(", ", -1))
                .map(one -> house.admit(wish(one)))
                .toList();
        assertThat(seated).allMatch(Place.class::isInstance);
        assertThat(house.admit(wish(tooMany))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.limit()).isEqualTo(limit);
            assertThat(refusal.why().kind().code()).isEqualTo("limit_" + limit.word());
            assertThat(refusal.why().retryAfter()).isPositive();
        });
        assertThat(use(house, limit).refused()).isEqualTo(1);
        if (another != null) {
            assertThat(house.admit(wish(another))).isInstanceOf(Place.class);
        }
        seated.forEach(place -> ((Place) place).free());
        now += Starts.SPAN_NANOS;
        assertThat(house.admit(wish(tooMany)))
                .as("when they have gone, and a minute is over")
                .isInstanceOf(Place.class);
    }

    @Test
    void whatWouldNotFitIntoMemoryIsRefused() {
        mostHeld = 21;
        House house = house(config(ANY_PLAYERS, ANY_STREAMS, ANY_STARTS, 0));
        assertThat(house.admit(wish("a1 k1 c1"))).as("11 of 21").isInstanceOf(Place.class);
        mostHeld = 11;
        assertThat(house.admit(wish("a1 k1 c2"))).as("12 of 11").isInstanceOf(Refusal.class);
        assertThat(house.admit(wish("a1 k1 runs"))).as("2 of 11").isInstanceOf(Place.class);
        assertThat(held).isEqualTo(2);
    }

    @Test
    void aFilmNeedsNoRing() {
        mostHeld = 1;
        House house = house(config(ANY_PLAYERS, ANY_STREAMS, ANY_STARTS, 0));
        assertThat(house.admit(wish("a1 k1 c1"))).isInstanceOf(Refusal.class);
        assertThat(house.admit(wish("a1 k1 film"))).isInstanceOf(Place.class);
    }

    @Test
    void aFilmThatIsFoundOnTheWayIsOneStart() {
        House house = house(config(ANY_PLAYERS, ANY_STREAMS, new LimitsConfig.Starts(1, 1, 1), 0));
        Place asStream = (Place) house.admit(wish("a1 k1 c1"));
        asStream.begun();
        asStream.free();
        assertThat(house.admit(wish("a1 k1 film"))).as("another").isInstanceOf(Refusal.class);
        Place film = (Place) house.admit(wish("a1 k1 found"));
        assertThat(use(house, Limit.STARTS).used()).isEqualTo(1);
        assertThat(use(house, Limit.STARTS_PER_MINUTE).used()).isEqualTo(1);
        film.begun();
        assertThat(use(house, Limit.STARTS).used()).isZero();
    }

    // ---- how streams and starts are counted ----

    @Test
    void twoNamesOfOneStreamAreCountedTogether() {
        House house = house(players(0, 2, 0, 0));
        house.admit(wish("a1 k1 c1"));
        house.admit(wish("a2 k2 c2"));
        streams.put(content("c2"), content("c1"));
        assertThat(house.admit(wish("a3 k3 c1"))).isInstanceOf(Refusal.class);
    }

    @Test
    void aStartIsOverWhenItPlaysAndHowLongItHoldsIsSaid() {
        House house = house(config(ANY_PLAYERS, ANY_STREAMS, new LimitsConfig.Starts(1, 2, 0), 0));
        Place first = (Place) house.admit(wish("a1 k1 c1"));
        first.begun();
        now += Duration.ofSeconds(10).toNanos();
        assertThat(house.admit(wish("a1 k1 c2"))).isInstanceOfSatisfying(Place.class, Place::begun);
        assertThat(house.admit(wish("a1 k1 c3"))).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(
                        refusal.why().retryAfter())
                .isEqualTo(Duration.ofSeconds(50)));
    }

    @Test
    void aPlaceIsFreeOnceHoweverOftenItIsLeft() {
        House house = house(players(2, 0, 0, 0));
        Place place = (Place) house.admit(wish("a1 k1 c1"));
        house.admit(wish("a1 k1 c1"));
        place.free();
        place.free();
        assertThat(house.players()).isEqualTo(1);
    }

    // ---- who gives way ----

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aDeviceThatZapsGivesItsOnlyPlaceUpAtOnce(int all, int perKey, int perAddress) {
        House house = house(players(all, 0, perKey, perAddress));
        seat(house, "a1 k1 c1 tv");
        assertThat(house.admit(wish("a1 k1 c2 tv"))).isInstanceOf(Place.class);
        assertThat(evicted).containsExactly("a1 k1 c1 tv REPLACED");
        assertThat(house.players()).isEqualTo(1);
    }

    @Test
    void aDeviceWithSeveralPlacesKeepsThemAndMayWaitForOneToClose() {
        House house = house(players(0, 0, 0, 2));
        seat(house, "a1 k1 c1 tv");
        seat(house, "a1 k1 c2 tv");
        assertThat(house.admit(wish("a1 k1 c3 tv")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.waits()).isTrue());
        assertThat(house.admit(wish("a1 k1 c3 phone")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.waits()).isFalse());
        assertThat(evicted).isEmpty();
    }

    @Test
    void aPlaceThatWouldMakeNoRoomIsKept() {
        House house = house(config(ANY_PLAYERS, ANY_STREAMS, ANY_STARTS, 16));
        seat(house, "a1 k1 c1 tv");
        rates.put(content("large"), 20_000_000L);
        assertThat(house.admit(wish("a1 k1 large tv"))).isInstanceOf(Refusal.class);
        assertThat(evicted).isEmpty();
        assertThat(house.players()).isEqualTo(1);
    }

    @Test
    void whoIsOfAHigherClassTakesThePlaceOfTheLowestWhoCameLast() {
        House house = house(players(3, 0, 0, 0));
        seat(house, "a1 friend c1");
        seat(house, "a2 - c1");
        seat(house, "a3 - c2");
        assertThat(house.admit(wish("a4 - c1"))).as("his like").isInstanceOf(Refusal.class);
        assertThat(house.admit(wish("a4 friend c1"))).isInstanceOf(Place.class);
        assertThat(house.admit(wish("a5 living c1"))).isInstanceOf(Place.class);
        assertThat(evicted).containsExactly("a3 - c2 OUTRANKED", "a2 - c1 OUTRANKED");
        assertThat(house.admit(wish("a6 friend c1"))).as("all are of his class").isInstanceOf(Refusal.class);
    }

    @Test
    void ofAFullStreamOneOfItsOwnGivesWay() {
        House house = house(players(0, 1, 0, 0));
        seat(house, "a1 - c1");
        seat(house, "a2 - c2");
        assertThat(house.admit(wish("a3 living c1"))).isInstanceOf(Place.class);
        assertThat(evicted).containsExactly("a1 - c1 OUTRANKED");
    }

    @Test
    void nobodyGivesWayForWhatIsSomebodysOwn() {
        House house = house(players(0, 0, 1, 0));
        seat(house, "a1 living c1");
        seat(house, "a2 - c2");
        assertThat(house.admit(wish("a3 living c1"))).isInstanceOf(Refusal.class);
        assertThat(evicted).isEmpty();
    }

    @Test
    void onlyOneWhoIsAloneInHisStreamCanGiveItUp() {
        House house = house(players(0, 0, 0, 0));
        seat(house, "a1 - c1");
        seat(house, "a2 - c1");
        assertThat(house.outranks(wish("a9 living c9").who())).isEmpty();
        seat(house, "a3 - c2");
        assertThat(house.outranks(wish("a9 - c9").who())).isEmpty();
        house.outranks(wish("a9 living c9").who()).orElseThrow().evict(Evictor.Cause.OUTRANKED, null);
        assertThat(evicted).containsExactly("a3 - c2 OUTRANKED");
    }

    // ---- to be seen ----

    @Test
    void theUplinkShowsWhatIsTakenOfIt() {
        House house = house(config(ANY_PLAYERS, ANY_STREAMS, ANY_STARTS, 100));
        house.admit(wish("a1 k1 c1"));
        house.admit(wish("a2 k2 c1"));
        assertThat(use(house, Limit.UPLINK)).isEqualTo(new Use(Limit.UPLINK, 100, 16, 0));
        rates.put(content("c1"), 2_500_000L);
        assertThat(use(house, Limit.UPLINK).used()).isEqualTo(5);
    }

    @Test
    void otherLimitsHoldForThoseWhoComeAndNobodyHasToLeave() {
        House house = house(players(2, 0, 0, 0));
        seat(house, "a1 k1 c1");
        seat(house, "a2 k2 c2");

        house.take(players(3, 0, 0, 0), true);
        assertThat(house.admit(wish("a3 k3 c3"))).isInstanceOf(Place.class);
        assertThat(house.admit(wish("a4 k4 c4"))).isInstanceOf(Refusal.class);

        house.take(players(1, 0, 0, 0), true);
        assertThat(house.players()).isEqualTo(3);
        assertThat(use(house, Limit.PLAYERS).most()).isEqualTo(1);
        assertThat(house.admit(wish("a4 k4 c4"))).isInstanceOf(Refusal.class);

        house.take(players(0, 0, 0, 0), true);
        assertThat(house.admit(wish("a4 k4 c4"))).isInstanceOf(Place.class);
        assertThat(evicted).isEmpty();
    }

    @Test
    void startsOfTheLastMinuteCountWhenTheirLimitIsLowered() {
        House house = house(starts(0, 3, 0));
        seat(house, "a1 k1 c1");
        seat(house, "a2 k2 c2");

        house.take(starts(0, 2, 0), true);
        assertThat(house.admit(wish("a3 k3 c3"))).isInstanceOf(Refusal.class);
        house.take(starts(0, 3, 0), true);
        assertThat(house.admit(wish("a3 k3 c3"))).isInstanceOf(Place.class);
    }

    private static Use use(House house, Limit limit) {
        return house.uses().stream()
                .filter(one -> one.limit() == limit)
                .findFirst()
                .orElseThrow();
    }

    private void seat(House house, String who) {
        Place place = (Place) house.admit(wish(who));
        place.evictedBy((why, executor) -> {
            evicted.add(who + " " + why);
            return null;
        });
    }

    private House house(LimitsConfig config) {
        return new House(config, true, new House.Surroundings(playing, new Places(0), memory), () -> now);
    }

    private static LimitsConfig players(int all, int perStream, int perKey, int perAddress) {
        return config(new LimitsConfig.Players(all, perStream, perKey, perAddress), ANY_STREAMS, ANY_STARTS, 0);
    }

    private static LimitsConfig config(
            LimitsConfig.Players players, LimitsConfig.Streams streams, LimitsConfig.Starts starts, int uplink) {
        return new LimitsConfig(
                players,
                streams,
                starts,
                new LimitsConfig.Connections(0, 0, Networks.NONE),
                uplink,
                0,
                Map.of("living", 10, "friend", 5));
    }

    /**
     * Address, key, content and perhaps a device; {@code -} is no key, and what {@code runs} is not started. A {@code film} is known as
     * one, and one that is {@code found} has been admitted before.
     */
    private static Wish wish(String text) {
        String[] words = text.split(" ", -1);
        Optional<Device> device = words.length < 4
                ? Optional.empty()
                : Optional.of(new Device(InetAddress.getLoopbackAddress(), Map.of(), words[3]));
        Who who = new Who(words[0], words[1].equals("-") ? "" : words[1], device);
        return new Wish(who, content(words[2]), start(words[2]));
    }

    private static Wish.Start start(String content) {
        return switch (content) {
            case "runs" -> Wish.Start.NONE;
            case "film" -> Wish.Start.OF_FILM;
            case "found" -> Wish.Start.OF_FILM_ADMITTED;
            default -> Wish.Start.OF_STREAM;
        };
    }

    private static ContentId content(String name) {
        return new ContentId(ContentId.Kind.CONTENT_ID, String.format("%040x", name.hashCode()));
    }
}
