package io.acexy.core.vod;

import io.acexy.core.engine.FilmHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of which file an answer has.
 *
 * @param first its first byte
 * @param last its last byte
 * @param total how many the file has
 * @param validator what the file is known by: its {@code ETag}, or else {@code Last-Modified}; null where it has neither
 */
record Span(long first, long last, long total, String validator) {

    /** Of an answer that does not say: it cannot be gone on with elsewhere. */
    static final Span UNKNOWN = new Span(0, Long.MAX_VALUE - 1, -1, null);

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes[ =]*(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /** What an answer says of itself. */
    static Span of(FilmHead head) {
        HttpHeaders headers = head.headers();
        String validator = headers.get(HttpHeaderNames.ETAG, headers.get(HttpHeaderNames.LAST_MODIFIED));
        if (head.status() == 200) {
            String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "").strip();
            return LENGTH.matcher(length).matches() ? whole(Long.parseLong(length), validator) : UNKNOWN;
        }
        Matcher range = CONTENT_RANGE.matcher(
                headers.get(HttpHeaderNames.CONTENT_RANGE, "").strip());
        if (head.status() != 206 || !range.matches()) {
            return UNKNOWN; // several ranges in one answer are among these
        }
        Span span = new Span(
                Long.parseLong(range.group(1)),
                Long.parseLong(range.group(2)),
                Long.parseLong(range.group(3)),
                validator);
        return span.first <= span.last && span.last < span.total ? span : UNKNOWN;
    }

    private static Span whole(long length, String validator) {
        return length == 0 ? UNKNOWN : new Span(0, length - 1, length, validator);
    }

    boolean isKnown() {
        return total >= 0;
    }

    /** Whether another answer is of the same file, begins there, and has all the rest of this one. */
    boolean goesOnWith(Span other, long next) {
        return other.isKnown()
                && other.first == next
                && other.total == total
                && other.last >= last
                && Objects.equals(other.validator, validator);
    }
}
