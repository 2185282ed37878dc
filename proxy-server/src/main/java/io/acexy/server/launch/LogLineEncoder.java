package io.acexy.server.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one line: {@code 2026-03-01T12:00:00.123Z INFO  Stream: stream live players=3 engine="10.0.0.5:6878"}. Time
 * is UTC. Control characters become question marks, so that nothing that came over the network can forge a line; only a
 * stack trace has lines of its own, indented. Stateless; called by any thread.
 */
final class LogLineEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = new byte[0];

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        appendTime(line, event.getTimeStamp());
        line.append(' ').append(event.getLevel());
        line.append(event.getLevel().toString().length() < 5 ? "  " : " ");
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
        appendSafely(line, event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> appendPair(line, pair));
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** By hand, because a DateTimeFormatter costs more at the start than all the rest of the logging. */
    private static void appendTime(StringBuilder line, long epochMillis) {
        int millis = (int) Math.floorMod(epochMillis, 1000L);
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(epochMillis, 1000L), millis * 1_000_000, ZoneOffset.UTC);
        line.append(time.getYear());
        appendTwo(line.append('-'), time.getMonthValue());
        appendTwo(line.append('-'), time.getDayOfMonth());
        appendTwo(line.append('T'), time.getHour());
        appendTwo(line.append(':'), time.getMinute());
        appendTwo(line.append(':'), time.getSecond());
        line.append('.').append((char) ('0' + millis / 100));
        appendTwo(line, millis % 100);
        line.append('Z');
    }

    private static void appendTwo(StringBuilder line, int number) {
        line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void appendPair(StringBuilder line, KeyValuePair pair) {
        line.append(' ').append(pair.key).append('=');
        String value = String.valueOf(pair.value);
        if (value.chars().allMatch(LogLineEncoder::isPlain) && !value.isEmpty()) {
            line.append(value);
            return;
        }
        line.append('"');
        appendSafely(line, value.replace("\\", "\\\\").replace("\"", "\\\""));
        line.append('"');
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
    }

    private static void appendSafely(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
    }
}
