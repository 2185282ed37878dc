package io.acexy.server.handover;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the proxy listens for, in the order in which sockets without a name are taken for one. */
public enum Listener {
    PLAY("listening"),
    TLS("TLS listens"),
    ADMIN("administration listens"),
    PROXY("proxies that say for whom may connect");

    /** What others call the first one. */
    private static final String HTTP = "http";

    private final String said;

    Listener(String said) {
        this.said = said;
    }

    /** What the log says of it. */
    public String said() {
        return said;
    }

    /** What it is called where sockets have names. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Listener> named(String word) {
        if (word.equals(HTTP)) {
            return Optional.of(PLAY);
        }
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
