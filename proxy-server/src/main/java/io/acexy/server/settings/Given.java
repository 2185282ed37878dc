package io.acexy.server.settings;

/**
 * A value somebody wrote.
 *
 * @param text without the white space around it
 * @param origin such as "environment variable TOOL_PORT"
 */
record Given(String text, String origin) {}
