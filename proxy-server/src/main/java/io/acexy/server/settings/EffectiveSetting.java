package io.acexy.server.settings;

/**
 * A setting as it holds.
 *
 * @param property such as {@code tool.listen.addr}
 * @param shownValue as it was written; masked when it is a secret
 * @param origin where it was written, such as "environment variable TOOL_LISTEN_ADDR", or "default"
 */
public record EffectiveSetting(String property, String shownValue, String origin) {}
