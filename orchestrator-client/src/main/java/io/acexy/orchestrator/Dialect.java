package io.acexy.orchestrator;

/** The generations of the orchestrator that a proxy meets. They differ in paths and shapes; the readers take every shape. */
public enum Dialect {
    /** The first complete contract (October 2025). */
    A_OCT(""),
    /** Engine variants, forwarded ports, redundant VPNs (December 2025). */
    A_DEC(""),
    /** The last ones in Python (v1.7.3, early 2026): they have aliases below {@code /api/v1}, and a version page there. */
    A_LAST(""),
    /** The Go rewrite (since April 2026): everything below {@code /api/v1}. */
    B("/api/v1");

    private final String prefix;

    Dialect(String prefix) {
        this.prefix = prefix;
    }

    String path(String path) {
        return prefix + path;
    }

    /** True if engines are drained before they go, and listed as draining. */
    public boolean drains() {
        return this == B;
    }

    /** True if provisioning only takes a wish, and a new engine must be found in the list without knowing its id. */
    public boolean provisionsLater() {
        return this == B;
    }

    /** True if it asks the engines which streams still run, and ends the others; a word too many from us ends another one. */
    public boolean endsStreamsItself() {
        return this == A_DEC || this == A_LAST;
    }
}
