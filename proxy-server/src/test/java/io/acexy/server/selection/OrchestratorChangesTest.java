package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.health.Health;
import io.acexy.server.admin.OrchestratorView.Since;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Looks at an orchestrator, a second apart, and what is told of them. A look is {@code away}, or some of these words with a plus
 * between them: {@code up} and {@code down} for the VPN, {@code flap} for one that was seen down only now, a state of the breaker, and
 * {@code full}.
 */
class OrchestratorChangesTest {

    private record Row(String looks, String told, String sentence) {}

    private static final List<Row> ROWS = List.of(
            new Row("well", "reachable", "that it answers is told at the first look"),
            new Row("away", "unreachable", "and that it does not, too"),
            new Row("well well well", "reachable", "once"),
            new Row("away away", "unreachable", "once, too"),
            new Row("well away well", "reachable unreachable reachable", "each change is told"),
            new Row("up", "reachable", "a VPN that is up at first is as it should be"),
            new Row("down", "reachable vpn_down", "one that is down at first is not"),
            new Row("up down down up", "reachable vpn_down vpn_up", "what becomes of the VPN is told once each"),
            new Row("up flap up", "reachable", "one look is not enough for that"),
            new Row(
                    "down well up",
                    "reachable vpn_down",
                    "without a VPN nothing is told of it, nor of the first look after"),
            new Row("closed", "reachable", "a breaker that is closed at first is as it should be"),
            new Row("open", "reachable breaker_open", "one that is open at first is not"),
            new Row(
                    "closed open half_open closed closed",
                    "reachable breaker_open breaker_half_open breaker_closed",
                    "each of its states is told"),
            new Row("full full", "reachable provisioning_blocked", "that no engines are started is told once"),
            new Row(
                    "full well full",
                    "reachable provisioning_blocked provisioning_allowed provisioning_blocked",
                    "and that they are again"),
            new Row(
                    "full away full",
                    "reachable provisioning_blocked unreachable reachable",
                    "silence says nothing of it"));

    private final List<String> told = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final OrchestratorChanges changes = new OrchestratorChanges(() -> now, (what, sentence) -> {
        told.add(what);
        words.add(sentence);
    });

    private void look(String look) {
        now = now.plusSeconds(1);
        changes.seen(look.equals("away") ? Looks.nobody("refused") : health(List.of(look.split("\\+", -1))));
    }

    private static Health health(List<String> words) {
        boolean vpn = words.contains("up") || words.contains("down") || words.contains("flap");
        String breaker = words.stream()
                .filter(word -> word.matches("closed|open|half_open"))
                .map(word -> ",\"circuit_breaker_state\":\"" + word + "\"")
                .findFirst()
                .orElse("");
        String blocked = words.contains("full")
                ? "\"can_provision\":false,\"blocked_reason\":{\"code\":\"max_capacity\",\"message\":\"it is full\"}"
                : "\"can_provision\":true";
        return Looks.found(
                "{\"vpn\":{\"enabled\":" + vpn + ",\"connected\":" + words.contains("up") + "},\"provisioning\":{"
                        + blocked + breaker + "}}",
                words.contains("down"));
    }

    @TestFactory
    Stream<DynamicTest> table() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.sentence(), () -> {
                    OrchestratorChangesTest world = new OrchestratorChangesTest();
                    Stream.of(row.looks().split(" ", -1)).forEach(world::look);
                    // A VPN that is down is in the way of engines, too: that has rows of its own.
                    world.told.removeIf(what -> !row.looks().contains("full") && what.startsWith("provisioning_"));
                    assertThat(String.join(" ", world.told)).isEqualTo(row.told());
                }));
    }

    @Test
    void whatIsToldIsASentence() {
        List.of("up+closed", "away", "full+down+open", "up+closed").forEach(this::look);
        assertThat(words)
                .containsExactly(
                        "the orchestrator answers",
                        "the orchestrator does not answer: refused",
                        "the orchestrator answers",
                        "the VPN is down",
                        "the orchestrator's circuit breaker is open",
                        "no engines are started: it is full",
                        "the VPN is up again",
                        "the orchestrator's circuit breaker is closed",
                        "engines are started again");
    }

    @Test
    void whereNobodyKnowsWhyThatIsSaid() {
        changes.seen(Looks.nobody(null));
        assertThat(words).containsExactly("the orchestrator does not answer: unknown");
    }

    @Test
    void beforeTheFirstLookNothingIsKnown() {
        assertThat(changes.since()).isEqualTo(Since.UNKNOWN);
    }

    @Test
    void sinceWhenItIsAsItIsIsRemembered() {
        look("up+closed");
        assertThat(changes.since()).isEqualTo(since(1, 1, 1));
        look("up+closed");
        assertThat(changes.since()).isEqualTo(since(1, 1, 1));
        look("down+closed");
        assertThat(changes.since()).isEqualTo(since(1, 3, 1));
        look("down+open");
        assertThat(changes.since()).isEqualTo(since(1, 3, 4));
        look("away");
        assertThat(changes.since()).isEqualTo(since(5, 3, 4));
        look("well");
        assertThat(changes.since())
                .as("what is not told of has no time")
                .isEqualTo(new Since(second(6), Optional.empty(), Optional.empty()));
    }

    /** An orchestrator that tells nothing of one was said to have one in an unknown state. */
    @Test
    void aBreakerOfWhichNothingIsToldIsNoNews() {
        look("well");
        assertThat(told).containsExactly("reachable");
        look("open");
        told.clear();
        look("well");
        assertThat(changes.since().breaker()).isEmpty();
        look("closed");
        assertThat(told).isEmpty();
    }

    private static Since since(long reachable, long vpn, long breaker) {
        return new Since(second(reachable), second(vpn), second(breaker));
    }

    private static Optional<Instant> second(long second) {
        return Optional.of(Instant.EPOCH.plusSeconds(second));
    }
}
