package io.acexy.it.support;

import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.function.Predicate;

/** What a proxy says about itself at {@code /ace/status}. For test threads. */
public final class StatusPage {

    private static final Duration PATIENCE = Patience.LIMIT;

    private final Proxy proxy;
    private final Players players;

    public StatusPage(Proxy proxy, Players players) {
        this.proxy = proxy;
        this.players = players;
    }

    /** The page at this moment, as JSON. */
    public String read() throws InterruptedException {
        try (TestPlayer reader = players.get(proxy.address(), "/ace/status")) {
            reader.awaitEnd();
            return reader.text();
        }
    }

    /** Asks again until no stream is left. */
    public void awaitNoStream() throws InterruptedException {
        await(page -> page.startsWith("{\"streams\":0,"), "a page without streams");
    }

    /** Asks again until no player is left; streams may linger. */
    public void awaitNoPlayer() throws InterruptedException {
        await(page -> page.contains("\"clients\":0,"), "a page without players");
    }

    /** Nothing tells a client that the page has changed, so this has to ask; each question is a round trip. */
    private void await(Predicate<String> condition, String what) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        String page = read();
        while (!condition.test(page)) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("not " + what + " in " + PATIENCE.toSeconds() + " s: " + page);
            }
            page = read();
        }
    }
}
