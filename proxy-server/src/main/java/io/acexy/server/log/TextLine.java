package io.acexy.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one line: {@code 2026-03-01T12:00:00.123Z INFO  Stream: stream live players=3 engine="10.0.0.5:6878"}. Time
 * is UTC. Only a stack trace has lines of its own, indented. Stateless; called by any thread.
 */
final class TextLine extends LineEncoder {

    TextLine(Mask mask) {
        super(mask);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        Words.appendTime(line, event.getTimeStamp());
        line.append(' ').append(event.getLevel());
        line.append(event.getLevel().toString().length() < 5 ? "  " : " ");
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
        Words.append(line, mask.text(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> appendPair(line, pair.key, mask.value(pair.key, String.valueOf(pair.value))));
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(mask.text(Words.stack(ThrowableProxyUtil.asString(event.getThrowableProxy()))));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Also for the access log. */
    static void appendPair(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        if (value.chars().allMatch(TextLine::isPlain) && !value.isEmpty()) {
            line.append(value);
            return;
        }
        line.append('"');
        Words.append(line, value.replace("\\", "\\\\").replace("\"", "\\\""));
        line.append('"');
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
    }
}
