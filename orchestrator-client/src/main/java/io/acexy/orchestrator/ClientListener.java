package io.acexy.orchestrator;

import java.time.Duration;
import java.util.Optional;

/** Who wants to know how a client fares: a log, metrics. Told on the client's home loop; must not block, and must not throw. */
public interface ClientListener {

    /** Nobody. */
    ClientListener NONE = new ClientListener() {};

    /**
     * The key is refused where one is needed, or is taken again; once each.
     *
     * @param refusal the orchestrator's answer; nothing when it takes the key
     */
    default void keySeen(Optional<String> refusal) {}

    /** A request has come to its end. One that was sent once more on another connection is told once. */
    default void called(Call call) {}

    /** Something was not even asked, because the circuit is open. */
    default void stopped() {}

    /** A wish for an engine is spoken once more, after a refusal that was worth waiting. */
    default void provisionRepeated() {}

    /**
     * A request that has ended.
     *
     * @param method GET or POST
     * @param endpoint the path, without the dialect's prefix and without a query: one of a few
     * @param end the status, or in a word why there was none
     * @param took from the wish to the last byte, waiting for a connection included
     */
    record Call(String method, String endpoint, String end, Duration took) {}

    /** Both. */
    default ClientListener and(ClientListener other) {
        ClientListener first = this;
        return new ClientListener() {
            @Override
            public void keySeen(Optional<String> refusal) {
                first.keySeen(refusal);
                other.keySeen(refusal);
            }

            @Override
            public void called(Call call) {
                first.called(call);
                other.called(call);
            }

            @Override
            public void stopped() {
                first.stopped();
                other.stopped();
            }

            @Override
            public void provisionRepeated() {
                first.provisionRepeated();
                other.provisionRepeated();
            }
        };
    }
}
