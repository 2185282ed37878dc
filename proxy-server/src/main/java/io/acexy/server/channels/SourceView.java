package io.acexy.server.channels;

import java.time.Instant;
import java.util.Optional;

/**
 * How one of the lists is. Immutable.
 *
 * @param source where it is, without what may be a secret
 * @param entries how many are in the copy that is served
 * @param good when it was last as it should be; nothing where it never was
 * @param broken since when it is not; nothing where all is well
 * @param reason why not; empty where all is well
 */
public record SourceView(String source, int entries, Optional<Instant> good, Optional<Instant> broken, String reason) {}
