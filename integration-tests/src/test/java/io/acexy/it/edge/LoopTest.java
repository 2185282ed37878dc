package io.acexy.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.support.HeldPort;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three proxies, each of which has the next one for its engine. That they do not wait for their timeouts is what the tests show. */
class LoopTest {

    private static final Content CHANNEL = Content.number(3);

    /** Any patience of a start is longer than a test's. */
    private static final Map<String, String> PATIENT =
            Map.of("start.timeout", "10m", "no.response.timeout", "10m", "empty.timeout", "10m");

    private final Players players = new Players();
    private final List<Proxy> ring = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        try (HeldPort first = new HeldPort(0)) {
            Map<String, String> settings = new HashMap<>(PATIENT);
            Proxy last = Proxy.edgeOf(PATIENT, "acexy://127.0.0.1:" + first.port());
            Proxy middle = Proxy.edgeOf(PATIENT, last);
            settings.put("listen.addr", "127.0.0.1:" + first.port());
            ring.addAll(List.of(Proxy.edgeOf(settings, middle), middle, last));
        }
    }

    @AfterEach
    void stop() {
        players.close();
        ring.forEach(Proxy::close);
    }

    private static void assertRefused(TestPlayer player) throws InterruptedException {
        assertThat(player.awaitStatus()).isEqualTo(508);
        player.awaitEnd();
        assertThat(player.text()).contains("loop of proxies");
    }

    @Test
    void aWishThatGoesRoundIsRefusedWithItsReason() throws Exception {
        for (Proxy proxy : ring) {
            assertRefused(players.get(proxy.address(), CHANNEL.byId()));
        }
    }

    @Test
    void wishesThatMeetOnTheirWayRoundAreRefusedToo() throws Exception {
        List<TestPlayer> wishes = new ArrayList<>();
        for (Proxy proxy : ring) {
            wishes.add(players.get(proxy.address(), CHANNEL.byId()));
        }
        for (TestPlayer wish : wishes) {
            assertRefused(wish);
        }
    }

    @Test
    void aClientOfLinksReadsTheReasonAsAnEnginesError() throws Exception {
        TestPlayer far = players.request(
                ring.get(0).address(),
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                CHANNEL.byId() + "&format=json",
                Map.of("X-Acexy-Via", "0123456789ab, 0123456789ac,0123456789ad, 0123456789ae"));
        assertThat(far.awaitStatus()).isEqualTo(508);
        far.awaitEnd();
        assertThat(far.text())
                .isEqualTo(
                        "{\"response\":null,\"error\":\"loop of proxies: a wish may come through 3 of them, not 4\"}");
    }
}
