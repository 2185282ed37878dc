package io.acexy.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.admin.Asking.Answered;
import io.acexy.server.lifecycle.Readiness;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthDoorTest {

    private final List<String> dead = new ArrayList<>();
    private final Readiness readiness = new Readiness();
    private final Asking door = new Asking(
            new HealthDoor(() -> dead, () -> readiness.reason().map(List::of).orElse(List.of())).routes());

    private Answered get(String path) {
        return door.text(HttpMethod.GET, path);
    }

    @Test
    void aProcessIsReadyFromItsStartToItsEndAndAliveAllTheWhile() {
        assertThat(get("/readyz")).isEqualTo(new Answered(503, "starting\n"));
        assertThat(get("/livez")).isEqualTo(new Answered(200, "ok\n"));
        readiness.serving();
        assertThat(get("/readyz")).isEqualTo(new Answered(200, "ok\n"));
        assertThat(get("/healthz")).isEqualTo(new Answered(200, "ok\n"));
        readiness.draining();
        assertThat(get("/readyz")).isEqualTo(new Answered(503, "draining\n"));
        assertThat(get("/healthz")).isEqualTo(new Answered(503, "draining\n"));
        assertThat(get("/livez")).isEqualTo(new Answered(200, "ok\n"));
    }

    @Test
    void aLoopThatStandsStillIsDeathAndHealthHasEveryReason() {
        dead.add("event loop 1 has not turned for 12 s");
        assertThat(get("/livez").status()).isEqualTo(503);
        assertThat(get("/healthz")).isEqualTo(new Answered(503, "event loop 1 has not turned for 12 s\nstarting\n"));
    }

    @Test
    void programsMayHaveJson() {
        assertThat(door.json(HttpMethod.GET, "/readyz"))
                .isEqualTo(new Answered(503, "{\"ok\":false,\"reasons\":[\"starting\"]}"));
        readiness.serving();
        assertThat(door.json(HttpMethod.GET, "/readyz")).isEqualTo(new Answered(200, "{\"ok\":true,\"reasons\":[]}"));
    }
}
