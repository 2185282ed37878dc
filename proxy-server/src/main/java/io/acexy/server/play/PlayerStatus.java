package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.ViewingStatus;
import java.time.Instant;

/**
 * One player at one moment.
 *
 * @param id his number in the book, which is never given twice
 * @param content what he watches, as he named it
 * @param form in which form
 * @param caller who he is
 * @param since when he asked
 * @param viewing how he fares
 */
public record PlayerStatus(
        long id, ContentId content, PlayerForm form, Caller caller, Instant since, ViewingStatus viewing) {}
