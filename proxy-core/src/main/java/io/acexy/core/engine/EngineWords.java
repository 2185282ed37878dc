package io.acexy.core.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * An engine's own words, made fit for a line of a log and for a player's screen. They are hostile until they have been looked
 * at: bytes of media, or of anything else that is no text, are never repeated.
 */
final class EngineWords {

    /** The longest piece that is repeated, in characters. */
    private static final int MAX = 200;

    private static final int FEW = 2;
    private static final int MOST_PER_STRANGE = 20;

    /** What a decoder puts where bytes are no UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private EngineWords() {}

    /** A body as text. Some engines, and what stands before them, begin it with a byte order mark. */
    static String decode(ByteBuf body) {
        String text = body.toString(StandardCharsets.UTF_8);
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }

    /** One bounded line without control characters; empty when this is no text. */
    static String printable(String text) {
        if (!isText(text)) {
            return "";
        }
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\uFFFD]+", " ").strip();
        return line.length() <= MAX ? line : line.substring(0, MAX) + "...";
    }

    /** A stray character is bad manners; many are media, or something packed. */
    private static boolean isText(String text) {
        long strange = text.chars().filter(EngineWords::isStrange).count();
        return strange <= FEW || strange * MOST_PER_STRANGE <= text.length();
    }

    private static boolean isStrange(int character) {
        return character == UNREADABLE || (Character.isISOControl(character) && !Character.isWhitespace(character));
    }
}
