package io.acexy.orchestrator.message;

import java.util.Locale;

/** Why a stream ended, in the words that orchestrators and their dashboards know. */
public enum EndReason {
    COMPLETED,
    EMPTY_TIMEOUT,
    CLIENT_DISCONNECTED,
    TIMEOUT,
    NETWORK_ERROR,
    EOF,
    CLOSED_PIPE,
    CLOSED_CONNECTION,
    BUFFER_ERROR,
    MEMORY_ERROR,
    HANDLER_EXIT,
    /** Our own word: the stream goes on on another engine. */
    MOVED,
    ERROR;

    /** The word in the message. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
