package io.acexy.server.http;

/** A request that cannot be understood; the message is for the person who made it. Costs no stack trace. */
public final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadRequestException(String message) {
        super(message, null, false, false);
    }
}
