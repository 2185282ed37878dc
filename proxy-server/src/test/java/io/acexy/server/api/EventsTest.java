package io.acexy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.admin.Happening;
import io.acexy.server.admin.History;
import io.acexy.server.admin.TickingClock;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events as a list and as they happen: who listens, who comes back, who is slow. */
class EventsTest {

    private static final String LISTEN = "Accept: text/event-stream";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bugs bugs = new Bugs();
    private final TickingClock clock = new TickingClock();
    private final History history = new History(clock);
    private final long before = history.last();
    private final EmbeddedChannel desk = new EmbeddedChannel();
    private final List<ListeningClient> clients = new ArrayList<>();
    private int overviews;

    private final EventHub hub = new EventHub(history, this::overview, desk.eventLoop(), bugs);
    private final EventsApi api = new EventsApi(history, hub);

    EventsTest() {
        desk.freezeTime();
    }

    @AfterEach
    void close() {
        clients.forEach(ListeningClient::close);
        desk.finishAndReleaseAll();
        assertThat(bugs.count()).isZero();
    }

    private byte[] overview(long nanos) {
        overviews++;
        return ("{\"overview\":" + overviews + "}").getBytes(StandardCharsets.US_ASCII);
    }

    private ListeningClient client() {
        ListeningClient client = new ListeningClient(api.routes(), bugs);
        clients.add(client);
        return client;
    }

    private ListeningClient listening(String... headers) {
        ListeningClient client = client();
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(LISTEN);
        greeting = client.get("/api/v1/events", all.toArray(String[]::new));
        desk.runPendingTasks();
        clients.forEach(ListeningClient::hear);
        return client;
    }

    private String greeting = "";

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            Happening.in(history, "event " + (history.last() + 1 - before));
            clients.forEach(ListeningClient::hear);
        }
    }

    private void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 500) {
            desk.advanceTimeBy(500, TimeUnit.MILLISECONDS);
            desk.runScheduledPendingTasks();
            desk.runPendingTasks();
            clients.forEach(client -> client.pass(Duration.ofMillis(500)));
        }
    }

    private String id(int number) {
        return "id: " + (before + number) + "\n";
    }

    @Test
    void theHeadSaysWhatItIsAndThatNobodyMayKeepItOrGatherIt() {
        listening();
        assertThat(greeting)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/event-stream\r\n", "cache-control: no-cache\r\n")
                .containsIgnoringCase("x-accel-buffering: no\r\n")
                .contains("retry: 2000\n\n");
    }

    @Test
    void anEventIsToldWithItsNumberItsKindAndItsData() {
        ListeningClient client = listening();
        happens(1);
        assertThat(client.read())
                .contains(id(1) + "event: orchestrator_changed\ndata: {\"id\":" + (before + 1))
                .contains("\"words\":\"event 1\"");
    }

    @Test
    void whoIsNewHearsOfWhatHappensFromNowOn() {
        happens(3);
        ListeningClient client = listening();
        assertThat(greeting).doesNotContain("event: orchestrator_changed", "event: reset");
        happens(1);
        assertThat(client.read()).contains(id(4)).doesNotContain(id(3));
    }

    @Test
    void whoComesBackIsGivenWhatHeHasMissed() {
        happens(100);
        listening("Last-Event-ID: " + (before + 97));
        assertThat(greeting).contains(id(98), id(99), id(100)).doesNotContain(id(97), "event: reset");
    }

    @Test
    void whoHasMissedMoreThanIsKeptIsToldToBeginAnew() {
        happens(2);
        clock.pass(Duration.ofHours(2));
        happens(2);
        ListeningClient client = listening("Last-Event-ID: " + (before + 1));
        assertThat(greeting).contains(id(4) + "event: reset\ndata: {}\n\n").doesNotContain("event 3");
        happens(1);
        assertThat(client.read()).contains(id(5));
    }

    @Test
    void whoKnowsANumberOfAnotherLifeOfThisProgramIsToldToBeginAnew() {
        happens(1);
        listening("Last-Event-ID: 17");
        assertThat(greeting).contains("event: reset\n");
        listening("Last-Event-ID: " + (before + 1_000));
        assertThat(greeting).contains("event: reset\n");
        listening("Last-Event-ID: abc");
        assertThat(greeting).contains("event: reset\n");
    }

    @Test
    void anOverviewIsMadeEveryTwoSecondsOnceForAll() {
        ListeningClient one = listening();
        ListeningClient other = listening();
        pass(Duration.ofSeconds(4));
        assertThat(overviews).isEqualTo(3); // at once, and twice
        String overview = "event: overview\ndata: {\"overview\":3}\n\n";
        assertThat(one.read()).contains(overview);
        assertThat(other.read()).contains(overview);
    }

    @Test
    void nothingIsMadeWhileNobodyListens() {
        happens(10);
        pass(Duration.ofSeconds(10));
        assertThat(overviews).isZero();
        ListeningClient client = listening();
        pass(SECOND);
        client.channel.close();
        pass(Duration.ofSeconds(10));
        int made = overviews;
        pass(Duration.ofSeconds(10));
        assertThat(overviews).isEqualTo(made);
    }

    @Test
    void aCommentKeepsASilentConnectionAlive() {
        ListeningClient client = listening();
        pass(Duration.ofSeconds(14));
        assertThat(client.read()).doesNotContain("\r\n:\n\n\r\n");
        pass(Duration.ofSeconds(2));
        assertThat(client.read()).contains("\r\n:\n\n\r\n");
    }

    @Test
    void whoTakesNothingIsGivenAllEventsAndOnlyTheLatestOverviewWhenHeGoesOn() {
        ListeningClient client = listening();
        client.read();
        client.reading(false);
        happens(3);
        pass(Duration.ofSeconds(6));
        assertThat(client.read()).isEmpty();
        client.reading(true);
        assertThat(client.read())
                .contains(id(1), id(2), id(3))
                .containsOnlyOnce("event: overview\n")
                .contains("{\"overview\":" + overviews + "}");
    }

    @Test
    void whoTakesNothingForHalfAMinuteIsClosedAndTheOthersNeverNotice() {
        ListeningClient slow = listening();
        ListeningClient other = listening();
        slow.reading(false);
        pass(Duration.ofSeconds(29));
        assertThat(slow.channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(4));
        assertThat(slow.channel.isOpen()).isFalse();
        assertThat(other.channel.isOpen()).isTrue();
        assertThat(hub.count()).isEqualTo(1);
        other.read();
        happens(1);
        assertThat(other.read()).contains(id(1));
    }

    @Test
    void oneReaderTooManyIsRefusedAndWhoHangsUpMakesRoom() {
        List<ListeningClient> all = new ArrayList<>();
        for (int i = 0; i < EventHub.MOST_READERS; i++) {
            all.add(listening());
        }
        listening();
        assertThat(greeting).startsWith("HTTP/1.1 503 ").contains("retry-after: 10\r\n", "application/problem+json");
        all.get(0).channel.close();
        listening();
        assertThat(greeting).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aHeadOpensNothing() {
        ListeningClient client = client();
        client.channel.writeInbound(io.netty.buffer.Unpooled.copiedBuffer(
                "HEAD /api/v1/events HTTP/1.1\r\n" + LISTEN + "\r\n\r\n", StandardCharsets.US_ASCII));
        assertThat(client.read()).contains("text/event-stream");
        assertThat(hub.count()).isZero();
    }

    @Test
    void atTheEndOfTheProgramEveryBodyIsEnded() {
        ListeningClient client = listening();
        hub.close();
        assertThat(client.read()).endsWith("0\r\n\r\n");
        assertThat(hub.count()).isZero();
    }

    @Test
    void asAListTheLastAreAnsweredOrThoseAfterANumber() {
        happens(5);
        ListeningClient client = client();
        assertThat(client.get("/api/v1/events?limit=2"))
                .contains("event 4", "event 5")
                .doesNotContain("event 3");
        assertThat(client.get("/api/v1/events?limit=2&since=" + (before + 1)))
                .contains("event 2", "event 3", "\"complete\":false")
                .doesNotContain("event 4");
        assertThat(client.get("/api/v1/events?since=2026-01-31T12:00:00Z")).contains("event 1", "\"complete\":true");
        assertThat(client.get("/api/v1/events?since=yesterday")).startsWith("HTTP/1.1 400 ");
        assertThat(client.get("/api/v1/events?limit=0")).startsWith("HTTP/1.1 400 ");
    }
}
