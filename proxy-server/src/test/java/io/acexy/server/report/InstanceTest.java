package io.acexy.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstanceTest {

    private static final Optional<String> HOST = Optional.of("living-room");

    @Test
    void isWhatIsConfiguredElseTheMachineAndThePort() {
        assertThat(Instance.of("mine", HOST, 8080).name()).isEqualTo("mine");
        assertThat(Instance.of("", HOST, 8080).name()).isEqualTo("living-room:8080");
        assertThat(Instance.of("", HOST, 8081).name()).isEqualTo("living-room:8081");
        assertThat(Instance.of("", 8080)).isEqualTo(Instance.of("", 8080));
    }

    @Test
    void whereOthersCouldBeCalledTheSameItIsANameThatNobodyHas() {
        assertThat(Instance.of("", Optional.empty(), 8080)).isNotEqualTo(Instance.of("", Optional.empty(), 8080));
        assertThat(Instance.of("", HOST, 0)).isNotEqualTo(Instance.of("", HOST, 0));
        Optional<String> everywhere = Optional.of("localhost.localdomain");
        assertThat(Instance.of("", everywhere, 8080)).isNotEqualTo(Instance.of("", everywhere, 8080));
    }

    @Test
    void knowsItsOwnSessionsAndNobodyElses() {
        Instance here = new Instance("here");
        assertThat(here.hasMarked(here.mark("session"))).isTrue();
        assertThat(here.hasMarked(new Instance("there").mark("session"))).isFalse();
        assertThat(here.hasMarked(new Instance("not-here").mark("session"))).isFalse();
        assertThat(here.hasMarked("session")).isFalse();
    }
}
