package io.acexy.core.engine;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * The head of an engine's answer to a reader of a film, as it came.
 *
 * @param status 200, 206 or 416
 * @param headers the engine's; hostile until they have been looked at
 */
public record FilmHead(int status, HttpHeaders headers) {}
