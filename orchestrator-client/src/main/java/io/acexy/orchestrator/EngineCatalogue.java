package io.acexy.orchestrator;

import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.json.EngineReader;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The engine list, asked for once however many want it, and not transferred again while the orchestrator says that it is
 * still the same. Confined to the client's event loop.
 */
final class EngineCatalogue {

    private static final int MOST_ASKERS = 65_536;
    private static final int LONGEST_MAX_AGE_SECONDS = 60;
    private static final String MAX_AGE = "max-age=";

    private final Conversation conversation;
    private final Duration timeout;
    private final Ticker ticker;

    private final List<Consumer<Reply<EngineList>>> askers = new ArrayList<>();
    private Optional<EngineList> last = Optional.empty();
    private Optional<String> etag = Optional.empty();
    private long freshUntil;

    EngineCatalogue(Conversation conversation, Duration timeout, Ticker ticker) {
        this.conversation = conversation;
        this.timeout = timeout;
        this.ticker = ticker;
        this.freshUntil = ticker.nanoTime();
    }

    void ask(Freshness freshness, Consumer<Reply<EngineList>> then) {
        boolean fresh = freshness == Freshness.CACHED && freshUntil - ticker.nanoTime() > 0;
        if (fresh && last.isPresent()) {
            then.accept(new Reply.Success<>(last.get(), Advice.NONE));
        } else if (askers.size() >= MOST_ASKERS) {
            then.accept(new Reply.Failed<>(HttpFault.OVERLOADED, askers.size() + " callers wait already"));
        } else {
            askers.add(then);
            if (askers.size() == 1) {
                conversation.ask(
                        new Question<>("/engines", Optional.empty(), false, etag, timeout, this::read), this::answered);
            }
        }
    }

    /** What we did has changed the list, whatever age it was allowed. */
    void outdated() {
        freshUntil = ticker.nanoTime();
    }

    private Optional<EngineList> read(HttpOutcome.Answered answer) {
        long now = ticker.nanoTime();
        if (answer.status() == 304) {
            last = last.map(list -> list.confirmedAt(now));
        } else {
            last = JsonDocument.parse(answer.body()).flatMap(json -> EngineReader.engines(json, now));
            etag = last.flatMap(list -> Optional.ofNullable(answer.headers().get(HttpHeaderNames.ETAG)));
        }
        freshUntil = now + maxAge(answer.headers()).toNanos();
        return last;
    }

    private static Duration maxAge(HttpHeaders headers) {
        String control = headers.get(HttpHeaderNames.CACHE_CONTROL, "").toLowerCase(Locale.ROOT);
        int seconds = 0;
        for (String directive : control.split(",", 16)) {
            String word = directive.strip();
            if (word.equals("no-store") || word.equals("no-cache")) {
                return Duration.ZERO;
            }
            if (word.matches(MAX_AGE + "\\d{1,9}")) {
                seconds = Integer.parseInt(word.substring(MAX_AGE.length()));
            }
        }
        return Duration.ofSeconds(Math.min(seconds, LONGEST_MAX_AGE_SECONDS));
    }

    private void answered(Reply<EngineList> reply) {
        List<Consumer<Reply<EngineList>>> served = List.copyOf(askers);
        askers.clear();
        served.forEach(asker -> asker.accept(reply));
    }
}
