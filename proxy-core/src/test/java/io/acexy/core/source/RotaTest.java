package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which content has its turn, of those behind a name; each by one letter. */
class RotaTest {

    private static final ContentId CHANNEL = new ContentId(ContentId.Kind.CHANNEL, "one");
    private static final ContentId ALONE = Rehearsal.content("e");
    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final long NOW = 1_000;

    private final DeadContents dead = new DeadContents();
    private List<ContentId> contents = List.of();

    private final Backups backups =
            new Backups(name -> contents, new Backups.Times(Duration.ofSeconds(20), Duration.ofSeconds(8), MEMORY));

    private Rota rota(String letters) {
        contents = letters.isEmpty()
                ? List.of()
                : Arrays.stream(letters.split(" ", -1)).map(Rehearsal::content).toList();
        return new Rota(CHANNEL, backups, dead, NOW);
    }

    private static String letter(ContentId content) {
        return Rehearsal.letter(content);
    }

    private static String letter(Optional<ContentId> content) {
        return content.map(Rehearsal::letter).orElse("none");
    }

    private void died(String letters) {
        letters.chars()
                .filter(Character::isLetter)
                .forEach(letter -> dead.died(Rehearsal.content(Character.toString(letter)), NOW));
    }

    @ParameterizedTest(name = "of {0}, {1} being dead: {2}")
    @CsvSource({"a b c, '', a", "a b c, a, b", "a b c, a b, c", "a b c, b, a", "a b c, a b c, a"})
    void theFirstThatIsNotDeadHasItsTurn(String letters, String dying, String expected) {
        died(dying);
        assertThat(letter(rota(letters).content())).isEqualTo(expected);
    }

    @Test
    void whatWasFoundDeadLongAgoMayHaveComeBack() {
        died("a");
        contents = List.of(Rehearsal.content("a"), Rehearsal.content("b"));
        assertThat(letter(new Rota(CHANNEL, backups, dead, NOW + MEMORY.toNanos()).content()))
                .isEqualTo("a");
    }

    @Test
    void theOthersFollowInTheirOrderAndAroundUntilEachHadItsTurn() {
        died("a");
        Rota rota = rota("a b c d");
        assertThat(rota.hasUntried()).isTrue();
        StringBuilder order = new StringBuilder(letter(rota.content()));
        for (Optional<ContentId> next = rota.next(NOW, false); next.isPresent(); next = rota.next(NOW, false)) {
            rota.turnTo(next.get());
            assertThat(rota.content()).isEqualTo(next.get());
            order.append(letter(next));
        }
        assertThat(order).hasToString("bcda");
        assertThat(rota.hasUntried()).isFalse();
        assertThat(rota.hasOthers()).isTrue();
        assertThat(letter(rota.next(NOW, true)))
                .as("around, where one will do again")
                .isEqualTo("b");
    }

    @Test
    void thoseThatWereFoundDeadComeLast() {
        Rota rota = rota("a b c");
        died("b");
        assertThat(letter(rota.next(NOW, true))).isEqualTo("c");
        assertThat(letter(rota.next(NOW + MEMORY.toNanos(), true))).isEqualTo("b");
    }

    @Test
    void whenOnePlaysEachOfTheOthersMayBeTriedAgain() {
        Rota rota = rota("a b");
        rota.died(NOW);
        assertThat(dead.isDead(Rehearsal.content("a"), NOW, MEMORY)).isTrue();
        rota.turnTo(Rehearsal.content("b"));
        assertThat(rota.next(NOW, false)).isEmpty();
        died("b");
        rota.plays();
        assertThat(dead.isDead(Rehearsal.content("b"), NOW, MEMORY)).isFalse();
        assertThat(letter(rota.next(NOW, false))).isEqualTo("a");
        assertThat(rota.hasUntried()).isTrue();
    }

    @Test
    void theOneThatPlaysIsNotTriedAgainBesideTheOthers() {
        Rota rota = rota("a b");
        rota.turnTo(Rehearsal.content("b"));
        rota.plays();
        rota.turnTo(Rehearsal.content("a"));
        assertThat(rota.next(NOW, false)).isEmpty();
    }

    @Test
    void theFirstIsWantedAgainWhereItIsNotOnTurn() {
        Rota rota = rota("a b");
        assertThat(rota.first()).isEmpty();
        rota.turnTo(Rehearsal.content("b"));
        assertThat(letter(rota.first())).isEqualTo("a");
    }

    @Test
    void oneThatIsNoLongerBehindTheNameIsFollowedByTheFirst() {
        Rota rota = rota("a b");
        contents = List.of(Rehearsal.content("c"), Rehearsal.content("d"));
        assertThat(letter(rota.next(NOW, false))).isEqualTo("c");
        assertThat(letter(rota.first())).isEqualTo("c");
    }

    @Test
    void aChannelsStartsAreCountedForItAndForTheContent() {
        Rota rota = rota("a b");
        assertThat(rota.counted()).containsExactlyInAnyOrder(CHANNEL, Rehearsal.content("a"));
        assertThat(rota.isPlayable()).isTrue();
    }

    @Test
    void aChannelWithNothingBehindItCannotBePlayed() {
        Rota rota = rota("");
        assertThat(rota.content()).isEqualTo(CHANNEL);
        assertThat(rota.isPlayable()).isFalse();
        assertThat(rota.hasOthers()).isFalse();
        assertThat(rota.hasUntried()).isFalse();
    }

    @Test
    void whatAProgramMakesOfAChannelIsPlayedAsItIs() {
        ContentId made = CHANNEL.through("small");
        contents = List.of(Rehearsal.content("a"));
        Rota rota = new Rota(made, backups, dead, NOW);
        assertThat(rota.content()).isEqualTo(made);
        assertThat(rota.isPlayable()).isTrue();
    }

    @Test
    void aContentThatIsAloneHasNoOthersUntilItIsAChannels() {
        contents = List.of(Rehearsal.content("a"), ALONE, Rehearsal.content("b"));
        Rota rota = new Rota(ALONE, backups, dead, NOW);
        assertThat(rota.content()).isEqualTo(ALONE);
        assertThat(rota.counted()).containsExactly(ALONE);
        assertThat(rota.hasOthers()).isFalse();
        assertThat(rota.hasUntried()).isFalse();
        rota.follow(CHANNEL);
        assertThat(rota.hasOthers()).isTrue();
        assertThat(rota.hasUntried()).isTrue();
        assertThat(letter(rota.next(NOW, false))).isEqualTo("b");
        assertThat(rota.counted().stream().map(ContentId::toString).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(CHANNEL.toString(), ALONE.toString());
    }
}
