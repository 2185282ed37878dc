package io.acexy.server.config;

import io.acexy.core.stream.StreamConfig;

/**
 * All streams.
 *
 * @param each what one stream is like
 * @param buffers what their rings hold together
 */
public record StreamsConfig(StreamConfig each, BufferConfig buffers) {}
