package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import java.util.Collection;

/**
 * The HLS players of one content, at one moment. In their stream they have one seat together.
 *
 * @param content what they watch
 * @param players how many there are, those who wait among them
 * @param heldBytes media that is held for them
 * @param sessions those who have had a list
 */
public record HlsAudience(ContentId content, int players, long heldBytes, Collection<HlsSession> sessions) {}
