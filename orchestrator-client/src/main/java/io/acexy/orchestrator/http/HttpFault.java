package io.acexy.orchestrator.http;

/** The ways in which a request ends without a usable answer. */
public enum HttpFault {
    /** No connection: refused, unreachable, name unknown, TLS handshake failed. */
    CONNECT,
    /** The time of the call was over. */
    TIMEOUT,
    /** The connection ended before the answer began. */
    RESET,
    /** The connection ended within the answer. */
    TRUNCATED,
    /** What came is not HTTP, or not the message that was asked for. */
    GARBLED,
    /** The answer is larger than we are willing to hold. */
    TOO_LARGE,
    /** Too many calls wait for a connection already. */
    OVERLOADED,
    /** This client was closed. */
    CLOSED;

    /** True if the peer cannot be talked to, false if it is our own limit that was met. */
    public boolean blamesPeer() {
        return this != TOO_LARGE && this != OVERLOADED && this != CLOSED;
    }
}
