package io.acexy.server.config;

/**
 * What all rings hold together.
 *
 * @param percent of what buffers may take
 */
public record BufferConfig(int percent) {

    public BufferConfig {
        StreamSettings.BUFFER_TOTAL.check(percent);
    }

    /** In bytes, where buffers may take so many. */
    public long of(long most) {
        return Math.max(1, most / 100 * percent);
    }
}
