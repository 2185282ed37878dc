package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.source.Source.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candidates of a stream that has been published up to 5.3 s, by what each has brought. */
class CandidatesTest {

    private final Stage stage = new Stage();
    private final Candidates candidates = new Candidates();

    @BeforeEach
    void begin() {
        stage.publish(Reel.of(0, 5.3));
    }

    @AfterEach
    void end() {
        stage.close();
    }

    /** Each by one word. */
    private void come(String words) {
        char name = 'A';
        for (String word : words.split(" ", -1)) {
            if (!word.isEmpty()) {
                candidates.add(one(word, String.valueOf(name++)));
            }
        }
    }

    private Source one(String word, String name) {
        if (word.equals("untried")) {
            return stage.source(name);
        }
        Source source = stage.tried(name, word.startsWith("standby") ? Role.STANDBY : Role.CANDIDATE);
        switch (word) {
            case "late" -> source.trial().late(Duration.ofSeconds(60));
            case "past" -> stage.send(source, Reel.of(5.9, 6.5));
            case "behind", "standby-behind" -> stage.send(source, Reel.of(1, 2));
            case "reopened" -> source.reopen();
            default -> {}
        }
        return source;
    }

    private static String names(List<Source> sources) {
        return String.join(" ", sources.stream().map(one -> one.engine.id()).toList());
    }

    @ParameterizedTest(name = "with {0}")
    @CsvSource({
        "'', true, true",
        "fresh, false, false",
        "behind, false, false",
        "late, true, true",
        "past, true, true",
        "past late, true, true",
        "past fresh, false, false",
        "past late past, false, false",
        "reopened, false, true",
        "reopened fresh, false, false",
        "reopened past, false, true"
    })
    void anotherIsOfUseWhereNoneHasTheNextByteAndThereAreFewerThanThree(String words, boolean another, boolean spare) {
        come(words);
        assertThat(candidates.wantAnother()).isEqualTo(another);
        assertThat(candidates.wantSpare()).isEqualTo(spare);
    }

    @ParameterizedTest(name = "with {0}")
    @CsvSource({
        "'', false, true, false",
        "fresh, false, false, true",
        "behind, true, false, true",
        "standby, false, false, false",
        "standby-behind, false, false, false",
        "late, false, true, true",
        "late late, false, true, true",
        "late fresh, false, false, true",
        "standby behind, true, false, true"
    })
    void whatTheyBringAndWhoIsToTakeOver(String words, boolean showing, boolean late, boolean pressing) {
        come(words);
        assertThat(candidates.isAnyShowing()).isEqualTo(showing);
        assertThat(candidates.areAllLate()).isEqualTo(late);
        assertThat(candidates.isAnyPressing()).isEqualTo(pressing);
    }

    @Test
    void oneThatIsNotHeldAgainstAnythingYetShowsNothing() {
        come("untried");
        assertThat(candidates.isAnyShowing()).isFalse();
    }

    @Test
    void theStandbyStaysWhereTheOthersGo() {
        come("fresh standby past");
        assertThat(candidates.standby()).get().isSameAs(candidates.all().get(1));
        assertThat(names(candidates.takePressing())).isEqualTo("A C");
        assertThat(names(candidates.all())).isEqualTo("B");
        assertThat(names(candidates.takeAll())).isEqualTo("B");
        assertThat(candidates.isEmpty()).isTrue();
        assertThat(candidates.standby()).isEmpty();
    }

    @Test
    void theyAreInTheOrderOfTheirComing() {
        come("fresh late past");
        Source second = candidates.all().get(1);
        assertThat(candidates.size()).isEqualTo(3);
        assertThat(candidates.isEmpty()).isFalse();
        assertThat(candidates.contains(second)).isTrue();
        assertThat(candidates.remove(second)).isTrue();
        assertThat(candidates.remove(second)).isFalse();
        assertThat(candidates.contains(second)).isFalse();
        assertThat(names(candidates.all())).isEqualTo("A C");
        Set<Engine> engines = new HashSet<>();
        candidates.addEnginesTo(engines);
        assertThat(engines).extracting(Engine::id).containsExactlyInAnyOrder("A", "C");
    }

    @Test
    void oneThatGoesMeanwhileIsPassedOver() {
        come("fresh late past");
        List<Source> met = new ArrayList<>();
        candidates.each(one -> {
            met.add(one);
            candidates.remove(candidates.all().get(candidates.size() - 1));
        });
        assertThat(names(met)).isEqualTo("A B");
    }
}
