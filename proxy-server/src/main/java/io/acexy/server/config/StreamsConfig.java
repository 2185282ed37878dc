package io.acexy.server.config;

import io.acexy.core.derived.DerivedConfig;
import io.acexy.core.source.Backups;
import io.acexy.core.stream.StreamConfig;

/**
 * All streams.
 *
 * @param each what one stream is like
 * @param buffers what their rings hold together
 * @param derived the programs through which they go for those who ask for it
 * @param backups when a channel goes on with its next content
 * @param warm which channels run without viewers
 * @param checks which are tried without viewers
 */
public record StreamsConfig(
        StreamConfig each,
        BufferConfig buffers,
        DerivedConfig derived,
        Backups.Times backups,
        WarmConfig warm,
        CheckConfig checks) {}
