package io.acexy.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;

/**
 * An answer that is not what was asked for.
 *
 * @param status the HTTP status
 * @param code one word for programs
 * @param reason what happened
 * @param advice what to do about it
 * @param retryAfter zero when trying again will not help
 */
record Failure(HttpResponseStatus status, String code, String reason, String advice, Duration retryAfter) {}
