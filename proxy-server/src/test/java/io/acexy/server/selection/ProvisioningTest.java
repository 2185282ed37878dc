package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineCheck;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.server.config.OrchestrationPatience;
import io.acexy.server.report.ReportedStreams;
import io.acexy.server.report.SlotsHeldThere;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Engines for those who wait, two slots each, from an orchestrator that starts one for each call. Events, what is heard, and a
 * sentence:
 *
 * <pre>
 *   want n        so many callers wait
 *   id e          the oldest call has made the engine e
 *   unclear       nobody knows what the oldest call has done
 *   refuse r      it is refused, for the reason r              away  nobody answers it
 *   list e f      the list names these engines                 port e f  the same, at one port
 *   up e          that engine answers from now on              lost e  its name is not known here
 *   s n           so many seconds pass
 * </pre>
 */
class ProvisioningTest {

    private record Row(String events, String heard, String sentence) {}

    private static final List<Row> ROWS = List.of(
            new Row("want 1", "1 call", "one who waits has one engine asked for"),
            new Row("want 5", "3 calls", "five who wait need three engines of two slots"),
            new Row("want 2 want 3 want 4", "2 calls", "who comes later takes what is on its way"),
            new Row("want 40", "8 calls", "no more than eight calls are out at a time"),
            new Row("want 40 id a", "9 calls", "a call that has ended makes room for the next"),
            new Row("want 40 want 2 id a", "8 calls", "a call that has not gone out is not made for who has left"),
            new Row(
                    "want 1 id a list a up a",
                    "1 call, ready",
                    "an engine is handed over when it is listed and answers"),
            new Row("want 1 id a list a s 5 up a", "1 call, ready", "one that is listed and boots is waited for"),
            new Row("want 1 id a up a s 7 list a s 2", "1 call, ready", "one that is listed late is waited for"),
            new Row(
                    "want 1 id a s 11",
                    "1 call, short of 0: the new engine is not listed after 10 s",
                    "one that is never listed is given up"),
            new Row(
                    "want 1 id a list a s 61",
                    "1 call, short of 0: the new engine does not answer after 60 s",
                    "one that never answers is given up"),
            new Row(
                    "want 1 id a lost a list a",
                    "1 call, short of 0: this proxy cannot resolve the engines' names",
                    "one whose name nobody here knows is given up at once"),
            new Row(
                    "list b want 1 id a port a b",
                    "1 call, short of 0: the new engine was given a port that is in use",
                    "of two at one port only one can be there"),
            new Row("want 1 unclear list a up a", "1 call, ready", "what is new after an unclear call is what it made"),
            new Row(
                    "want 1 unclear s 11",
                    "1 call, short of 0: the new engine is not listed after 10 s",
                    "an unclear call is never repeated"),
            new Row("list b want 1 unclear list b s 1", "1 call", "what was there before is nobody's new engine"),
            new Row(
                    "want 4 id a unclear list a b up a up b",
                    "2 calls, ready, ready",
                    "who knows his engine takes it, and the other takes what else is new"),
            new Row(
                    "want 4 unclear list a up a id a list a b up b",
                    "2 calls, ready, ready",
                    "whose engine has been taken by one who knew none takes that one's"),
            new Row(
                    "want 4 refuse max_capacity",
                    "2 calls, short of 2: Service at capacity",
                    "a refusal is told to those for whom nothing is on its way"),
            new Row(
                    "want 1 refuse vpn_error want 1",
                    "1 call, short of 0: Service temporarily unavailable: VPN error, "
                            + "short of 0: Service temporarily unavailable: VPN error",
                    "a refusal stands for who comes next"),
            new Row(
                    "want 1 refuse vpn_error s 2 want 1",
                    "2 calls, short of 0: Service temporarily unavailable: VPN error",
                    "and not for ever"),
            new Row(
                    "want 4 away",
                    "2 calls, gone of 2",
                    "who cannot be asked is told to those who wait beyond the rest"));

    @TestFactory
    Stream<DynamicTest> table() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.sentence(), () -> {
                    World world = new World();
                    world.play(row.events());
                    String calls = world.orchestrator.provisionsAsked
                            + (world.orchestrator.provisionsAsked == 1 ? " call" : " calls");
                    List<String> heard = Stream.concat(Stream.of(calls), world.heard.stream())
                            .toList();
                    assertThat(world.orchestrator.bugs.count()).isZero();
                    assertThat(String.join(", ", heard)).as(row.events()).isEqualTo(row.heard());
                }));
    }

    /** Time stands still but for {@code s}; the list is what the last word on it was. */
    private static final class World implements Provisioning.Owner {

        private static final String WELL = "{\"status\":\"healthy\",\"provisioning\":{\"can_provision\":true}}";

        private final AskedOrchestrator orchestrator = new AskedOrchestrator();
        private final Map<String, EngineCheck.State> engines = new HashMap<>();
        private final List<String> heard = new ArrayList<>();
        private final EngineRoster roster = new EngineRoster(orchestrator.client, orchestrator.desk(), () -> {});
        private final Provisioning provisioning;
        private String list = "[]";

        World() {
            OrchestratorConfig config = OrchestratorConfig.builder(URI.create("http://orchestrator"))
                    .build();
            HealthPoller poller =
                    new HealthPoller(orchestrator.client, config.health(), orchestrator.clockwork(), health -> {});
            EngineBooks books = new EngineBooks(orchestrator.ticker, new ReportedStreams(orchestrator.ticker));
            SlotsHeldThere held =
                    new SlotsHeldThere(new EventQueue(orchestrator.client, config.events(), orchestrator.clockwork()));
            Limits limits =
                    new Limits(2, false, seconds(54), new OrchestrationPatience(seconds(60), seconds(10), seconds(60)));
            provisioning = new Provisioning(
                    new SelectionParts(
                            orchestrator.client,
                            poller,
                            (loop, engine, timeout) -> loop.newSucceededFuture(new EngineCheck(
                                    engines.getOrDefault(engine.id(), EngineCheck.State.UNREACHABLE), "")),
                            roster,
                            new SelectionParts.Notes(books, held, new EngineReach(), ProvisionListener.NONE),
                            orchestrator.desk(),
                            limits),
                    this);
            poller.start();
            orchestrator.run();
            orchestrator.state(WELL);
        }

        private static Duration seconds(int count) {
            return Duration.ofSeconds(count);
        }

        void play(String events) {
            List<String> words = new ArrayList<>(List.of(events.split(" ", -1)));
            while (!words.isEmpty()) {
                String event = words.remove(0);
                List<String> arguments = new ArrayList<>();
                while (!words.isEmpty()
                        && (words.get(0).length() == 1 || words.get(0).matches("[0-9]+|[a-z]+_[a-z]+"))
                        && !words.get(0).equals("s")) {
                    arguments.add(words.remove(0));
                }
                happens(event, arguments);
                pass(Duration.ofMillis(500));
            }
        }

        private void happens(String event, List<String> arguments) {
            switch (event) {
                case "want" -> provisioning.cover(Integer.parseInt(arguments.get(0)));
                case "id" -> orchestrator.provisioned(made(Optional.of(arguments.get(0))));
                case "unclear" -> orchestrator.provisioned(new Reply.Ambiguous<>("timed out"));
                case "refuse" -> orchestrator.provisioned(refused(arguments.get(0)));
                case "away" -> orchestrator.provisioned(new Reply.Failed<>(HttpFault.CONNECT, "refused"));
                case "list" -> list = listed(arguments, false);
                case "port" -> list = listed(arguments, true);
                case "up" -> engines.put(arguments.get(0), EngineCheck.State.READY);
                case "lost" -> engines.put(arguments.get(0), EngineCheck.State.NAME_UNKNOWN);
                case "s" -> pass(seconds(Integer.parseInt(arguments.get(0))));
                default -> throw new IllegalArgumentException(event);
            }
            if (event.equals("list") || event.equals("port")) {
                roster.refresh(fresh -> {});
            }
        }

        private static Reply<Provisioned> made(Optional<String> id) {
            return new Reply.Success<>(new Provisioned(id, Optional.empty()), Advice.NONE);
        }

        private static Reply<Provisioned> refused(String code) {
            return new Reply.Refused<>(new Refusal(
                    503, true, new BlockedReason(code, code, Optional.empty(), false, true), Optional.empty()));
        }

        private static String listed(List<String> ids, boolean onePort) {
            return ids.stream()
                    .map(id -> "{\"container_id\":\"" + id + "\",\"host\":\"" + (onePort ? "host" : id)
                            + "\",\"port\":6878,\"streams\":[]}")
                    .collect(Collectors.joining(",", "[", "]"));
        }

        /** Small steps, in which every question for the list and the state is answered. */
        private void pass(Duration time) {
            Duration step = Duration.ofMillis(50);
            for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(step)) {
                orchestrator.advance(step);
                while (orchestrator.isAskedForList()) {
                    orchestrator.list(list);
                }
                while (orchestrator.isAskedForState()) {
                    orchestrator.state(WELL);
                }
            }
        }

        @Override
        public void engineReady() {
            heard.add("ready");
        }

        @Override
        public void shortOf(int covered, Shortage why) {
            String text = why.text()
                    .replace("Service temporarily unavailable: the", "the")
                    .replace("Service temporarily unavailable: this", "this")
                    .replaceAll("( during| \\(|: Please).*", "");
            heard.add("short of " + covered + ": " + text);
        }

        @Override
        public void orchestratorGone(int covered) {
            heard.add("gone of " + covered);
        }
    }
}
