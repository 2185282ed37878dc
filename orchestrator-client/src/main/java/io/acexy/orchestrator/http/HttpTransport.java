package io.acexy.orchestrator.http;

import java.util.function.Consumer;

/** Sends requests to the one authority that it was made for. Confined to its event loop. */
public interface HttpTransport {

    /** Sends the request and calls back exactly once, on the event loop, within the call's timeout. */
    void execute(HttpCall call, Consumer<HttpOutcome> then);

    /** Closes every connection; calls that run end as {@link HttpFault#CLOSED}. */
    void close();
}
