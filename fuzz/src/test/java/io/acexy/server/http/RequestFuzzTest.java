package io.acexy.server.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Pieces;
import io.acexy.fuzz.Reads;
import java.util.List;

/** Bytes of a player: whatever they are, they are answered with HTTP or not at all, and the same wherever a network cuts them. */
@Reads({Forwarded.class, Query.class, Request.class, RequestReader.class, RoutePattern.class, Target.class, Tokens.class
})
class RequestFuzzTest {

    /** Of each request, an id and a time of its own. */
    private static final String OWN = "(?im)^(x-request-id|date):.*$";

    @FuzzTest
    void requestsAreAnsweredTheSameInAnyPieces(byte[] data) {
        String inPieces = answers(Pieces.of(data), Front.NONE);
        String atOnce = answers(List.of(data), Front.NONE);
        if (!inPieces.equals(atOnce)) {
            throw new AssertionError("in pieces: " + inPieces + "\nat once: " + atOnce);
        }
    }

    static String answers(List<byte[]> pieces, Front front) {
        String sent = new OpenDoor(front).answers(pieces);
        if (!sent.isEmpty() && !sent.startsWith("HTTP/1.1 ")) {
            throw new AssertionError("no answer: " + sent);
        }
        if (sent.startsWith("HTTP/1.1 500")) {
            throw new AssertionError("a mistake: " + sent);
        }
        return sent.replaceAll(OWN, "");
    }
}
