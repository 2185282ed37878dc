package io.acexy.server.fetch;

import java.util.Objects;

/**
 * What a source has said of its version, to be asked with the next time; texts as they came.
 *
 * @param etag its {@code ETag}; empty where there was none
 * @param lastModified its {@code Last-Modified}, or what tells a file's version; empty where there was none
 */
public record Validators(String etag, String lastModified) {

    /** Of something that has not been had yet. */
    public static final Validators NONE = new Validators("", "");

    /** Checks. */
    public Validators {
        Objects.requireNonNull(etag);
        Objects.requireNonNull(lastModified);
    }

    boolean isEmpty() {
        return etag.isEmpty() && lastModified.isEmpty();
    }
}
