package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpCall;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.http.HttpTransport;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how each request ends, and how long that took: every one goes through here. Confined to the client's event loop. */
final class CallMeter implements HttpTransport {

    private final HttpTransport transport;
    private final String prefix;
    private final Ticker ticker;
    private final ClientListener listener;

    /** @param prefix what the configuration puts before every path */
    CallMeter(HttpTransport transport, String prefix, Ticker ticker, ClientListener listener) {
        this.transport = transport;
        this.prefix = prefix;
        this.ticker = ticker;
        this.listener = listener;
    }

    @Override
    public void execute(HttpCall call, Consumer<HttpOutcome> then) {
        long began = ticker.nanoTime();
        transport.execute(call, outcome -> {
            Duration took = Duration.ofNanos(ticker.nanoTime() - began);
            String method = call.body().isPresent() ? "POST" : "GET";
            listener.called(new ClientListener.Call(method, endpoint(call.target()), end(outcome), took));
            then.accept(outcome);
        });
    }

    /** The same name in every dialect. */
    private String endpoint(String target) {
        String path = target.replaceFirst("\\?.*", "");
        String own = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        String inDialectB = Dialect.B.path("");
        return own.startsWith(inDialectB + "/") ? own.substring(inDialectB.length()) : own;
    }

    private static String end(HttpOutcome outcome) {
        return outcome instanceof HttpOutcome.Answered answer
                ? Integer.toString(answer.status())
                : ((HttpOutcome.Broken) outcome).fault().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        transport.close();
    }
}
