package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Who reads lists, guides, states and metrics, one after the other. */
final class AskVisit extends Visit {

    private static final int OK = 200;
    private static final List<String> TARGETS = List.of(
            "/playlist.m3u",
            "/playlist.m3u?format=hls",
            "/guide.xml",
            "/lineup.json",
            "/discover.json",
            "/ace/status",
            "/metrics",
            "/api/v1/overview",
            "/api/v1/players?limit=500",
            "/api/v1/engines",
            "/api/v1/events",
            "/api/v1/channels",
            "/readyz",
            "/");

    private final SplittableRandom chance;
    private Fetch fetch;

    AskVisit(Crowd crowd, Wish wish, SplittableRandom chance) {
        super(crowd, wish);
        this.chance = chance;
    }

    @Override
    void come() {
        String target = TARGETS.get(chance.nextInt(TARGETS.size()));
        fetch = new Fetch(crowd.wire, target, wish.headers(), answer -> {
            if (isOver()) {
                return;
            }
            if (answer.status() != OK || !answer.clean() || answer.body().length == 0) {
                // Without an engine it is not ready, and says so.
                put(
                        "no " + target,
                        target.equals("/readyz") ? Effect.REFUSE : Effect.CUT,
                        begun,
                        answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            in(Duration.ofMillis(chance.nextInt(300, 4_000)), this::come);
        });
    }

    @Override
    void hangUp() {
        if (fetch != null) {
            fetch.hangUp();
        }
    }
}
