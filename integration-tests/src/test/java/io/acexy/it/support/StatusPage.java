package io.acexy.it.support;

import io.acexy.testkit.Patience;

/** What a proxy says about itself at {@code /ace/status}. For test threads. */
public final class StatusPage {

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
        Patience.until(this::read, page -> page.startsWith("{\"streams\":0,"));
    }

    /** Asks again until no player is left; streams may linger. */
    public void awaitNoPlayer() throws InterruptedException {
        Patience.until(this::read, page -> page.contains("\"clients\":0,"));
    }
}
