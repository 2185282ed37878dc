package io.acexy.orchestrator.http;

import io.netty.handler.codec.http.HttpHeaders;

/** How a request ended. */
public sealed interface HttpOutcome {

    /**
     * A complete answer.
     *
     * @param status 100 to 599
     * @param headers as received
     * @param body as UTF-8, at most as long as the transport allows
     */
    record Answered(int status, HttpHeaders headers, String body) implements HttpOutcome {}

    /**
     * No answer.
     *
     * @param fault what happened
     * @param sent true if any byte of the request may have reached the peer
     * @param reason for the log
     */
    record Broken(HttpFault fault, boolean sent, String reason) implements HttpOutcome {}
}
