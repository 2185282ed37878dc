package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineFault;

/**
 * Another of the contents behind a stream's name is played from now on, or tried.
 *
 * @param from null at the beginning of a run
 * @param to the one whose turn it is
 * @param why what was wrong with the one before; null when nothing was
 */
public record Turn(ContentId from, ContentId to, EngineFault why) {}
