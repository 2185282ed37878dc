package io.acexy.orchestrator.health;

import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the orchestrator takes our key. Its reads are open to everybody, so that it looks healthy to one whose every report
 * it refuses: only answers on paths that were refused once, and the check that needs the key, say that the key is good.
 * Confined to the client's event loop, but for {@link #isRefused}.
 */
public final class KeyWatch {

    /** Where nothing can be asked that needs the key and harms nobody (dialect B), whoever comes then finds out. */
    private static final Duration STANDS = Duration.ofSeconds(60);

    private final Ticker ticker;
    private final Consumer<Optional<String>> listener;
    private final Set<String> refusedPaths = new HashSet<>();

    /** What {@link #isRefused} shows: one value, so that a reader gets both or none. Written on the loop only. */
    private volatile Optional<Long> refusedUntil = Optional.empty();

    /** @param listener told of the first refusal, and of the end of refusals with nothing */
    public KeyWatch(Ticker ticker, Consumer<Optional<String>> listener) {
        this.ticker = ticker;
        this.listener = listener;
    }

    /** True while the last word was a refusal. Any thread. */
    public boolean isRefused() {
        return refusedUntil.map(until -> until - ticker.nanoTime() > 0).orElse(false);
    }

    /** Takes in how a call ended. */
    public void heard(String path, Reply<?> reply) {
        Optional<Refusal> refusal = reply.refusalIfAny().filter(Refusal::isKeyRefused);
        if (refusal.isPresent()) {
            boolean first = refusedPaths.isEmpty();
            refusedPaths.add(path);
            refusedUntil = Optional.of(ticker.nanoTime() + STANDS.toNanos());
            if (first) {
                listener.accept(Optional.of(refusal.get().toString()));
            }
        } else if (reply.isAnswered() && refusedPaths.remove(path)) {
            taken();
        }
    }

    /** The check that needs the key was answered. */
    public void checked() {
        if (!refusedPaths.isEmpty()) {
            refusedPaths.clear();
            taken();
        }
    }

    private void taken() {
        if (refusedPaths.isEmpty()) {
            refusedUntil = Optional.empty();
            listener.accept(Optional.empty());
        }
    }
}
