package io.acexy.server.limits;

import io.acexy.core.engine.ContentId;

/**
 * Somebody wants to play something.
 *
 * @param runs whether it plays already, so that no engine has to start it
 */
public record Wish(Who who, ContentId content, boolean runs) {}
