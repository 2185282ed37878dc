package io.acexy.core.derived;

import io.acexy.core.engine.ContentId;
import java.time.Instant;

/**
 * A program that runs.
 *
 * @param content the stream that it makes
 * @param pid of its process
 * @param since when it was started
 */
public record ProgramStatus(ContentId content, long pid, Instant since) {}
