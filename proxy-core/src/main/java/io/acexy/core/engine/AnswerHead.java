package io.acexy.core.engine;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.Locale;

/** What the head of an engine's answer comes to, in the words of RFC 9110. */
final class AnswerHead {

    /** More answers before the answer are a game. */
    static final int MAX_INFORMATIONAL = 16;

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int SWITCHING_PROTOCOLS = 101;

    private AnswerHead() {}

    /** Whether the real answer is still to come, as after 100 and 103 (15.2). Nobody has asked for another protocol. */
    static boolean isInformational(HttpResponse head) {
        return head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && head.status().code() != SWITCHING_PROTOCOLS;
    }

    /** The status; a part that begins at the beginning and has no known end is the whole of a stream (15.3.7). */
    static int status(HttpResponse head) {
        int status = head.status().code();
        return status == PARTIAL && startsAtTheBeginning(head) ? OK : status;
    }

    private static boolean startsAtTheBeginning(HttpResponse head) {
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        String range =
                head.headers().get(HttpHeaderNames.CONTENT_RANGE, "bytes 0-").toLowerCase(Locale.ROOT);
        return !type.startsWith("multipart/") && range.strip().matches("bytes[ =]\\s*0-.*");
    }

    /** Whether the body has been packed, though nobody asked for it. */
    static boolean isPacked(HttpResponse head) {
        String coding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        return !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
    }
}
