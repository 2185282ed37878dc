package io.acexy.server.fetch;

import java.io.IOException;

/** What came, or was to come, is refused; the message is the reason, fit for the operator. */
public final class UnfitException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param reason in one line, such as "it is a page of HTML" */
    public UnfitException(String reason) {
        super(reason);
    }
}
