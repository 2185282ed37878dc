package io.acexy.server.config;

import io.acexy.server.settings.Resolution;

/**
 * What all rings hold together.
 *
 * @param percent of what buffers may take
 */
public record BufferConfig(int percent) {

    static BufferConfig of(Resolution settings) {
        return new BufferConfig(settings.get(StreamSettings.BUFFER_TOTAL));
    }

    /** In bytes, where buffers may take so many. */
    public long of(long most) {
        return Math.max(1, most / 100 * percent);
    }
}
