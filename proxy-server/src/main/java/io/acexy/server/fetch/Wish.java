package io.acexy.server.fetch;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What is to be fetched, on whose word.
 *
 * @param source an http or https URL; or, where files may be read, a path or a {@code file:} URL
 * @param trust where it may lead
 * @param limits how much of it
 * @param known what is had of it already
 */
public record Wish(String source, Trust trust, Limits limits, Validators known) {

    /** Checks. */
    public Wish {
        Objects.requireNonNull(source);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(known);
    }

    /**
     * Whose word it is. A host that the operator has named may be on his own network; what somebody else has named, or what a
     * redirect leads to, must be on the public one, unless its host is one of those that he has named.
     *
     * @param files whether it may be a file of this machine
     * @param own whether the source itself was named by the operator
     * @param hosts which other hosts he has named, by lower-case name
     */
    public record Trust(boolean files, boolean own, Predicate<String> hosts) {

        /** The operator has named the source. */
        public static final Trust OPERATOR = new Trust(true, true, host -> false);

        /** Somebody else has: a player, a list, a guide. */
        public static final Trust STRANGER = new Trust(false, false, host -> false);

        /** The same, with other hosts that the operator has named. */
        public Trust also(Predicate<String> named) {
            return new Trust(files, own, host -> named.test(host.toLowerCase(Locale.ROOT)));
        }
    }
}
