package io.acexy.server.log;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.AccessLog.Served;
import io.acexy.server.http.Trail;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A request in the combined format of Apache and nginx, with our facts as {@code key=value} behind it, where readers of that
 * format look no more. Neither queries nor the user of a URL are in it. Immutable; any thread.
 *
 * @param mask what is hidden
 */
record AccessLine(Mask mask) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LONGEST = 256;
    private static final int SHORT_ID = 8;

    /** @param over when it ended */
    String of(Served served, Instant over) {
        Trail.Asked asked = served.trail().asked();
        StringBuilder line = new StringBuilder(256);
        line.append(address(asked.peer())).append(" - - [");
        TIME.formatTo(over.minus(served.took()), line);
        line.append("] ");
        quote(line, asked.method() + ' ' + served.trail().path() + ' ' + asked.version());
        line.append(' ')
                .append(served.status())
                .append(' ')
                .append(served.bytes())
                .append(' ');
        quote(line, withoutUser(orDash(asked.referer())));
        line.append(' ');
        quote(line, orDash(asked.agent()));
        TextLine.appendPair(line, "request", served.trail().id());
        TextLine.appendPair(line, "took_ms", Long.toString(served.took().toMillis()));
        for (Trail.Note note : served.trail().notes()) {
            TextLine.appendPair(line, note.key(), shortened(note.value()));
        }
        TextLine.appendPair(line, "end", served.end());
        return line.append('\n').toString();
    }

    private String address(InetSocketAddress peer) {
        InetAddress address = peer == null ? null : peer.getAddress();
        return address == null ? "-" : mask.address(address);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String withoutUser(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private String shortened(Object value) {
        if (value instanceof ContentId content) {
            return ContentId.isHash(content.value())
                    ? content.value().substring(0, SHORT_ID)
                    : content.kind().parameter();
        }
        return mask.text(String.valueOf(value));
    }

    /** As Apache does it: what would end the quotes, or the line, is written in another way. */
    private void quote(StringBuilder line, String text) {
        String shown = mask.text(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        line.append('"');
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                line.append(String.format(c <= 0xff ? "\\x%02x" : "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }
}
