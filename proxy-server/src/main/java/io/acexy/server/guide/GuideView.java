package io.acexy.server.guide;

import java.time.Instant;
import java.util.Optional;

/**
 * How a guide is.
 *
 * @param source as it may be shown
 * @param programmes how many of its are kept
 * @param good when it was had, or found unchanged, last; nothing where it never was
 * @param broken since when it cannot be had; nothing where it can
 * @param reason why it cannot; empty where it can
 */
public record GuideView(
        String source, int programmes, Optional<Instant> good, Optional<Instant> broken, String reason) {}
