package io.acexy.core.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Reads;
import io.netty.buffer.Unpooled;

/** Bodies of an engine's answers, as text: what is made of them is safe to follow, and safe to show. */
@Reads({EngineStat.class, EngineWords.class, SessionLinks.class})
class EngineWordsFuzzTest {

    private static final int LONGEST = 1024;

    @FuzzTest
    void linksLeadToTheEngineAndWordsAreOneShortLine(byte[] data) {
        String text = EngineWords.decode(Unpooled.wrappedBuffer(data));
        SessionLinks.Reading reading = SessionLinks.read(text);
        if ((reading.links() == null) == (reading.fault() == null)) {
            throw new AssertionError("neither links nor a fault, or both: " + reading);
        }
        if (reading.links() != null) {
            expectOurs(reading.links());
        } else {
            expectALine(reading.fault().detail());
        }
        EngineStat.read(text);
        expectALine(EngineFault.ofText(text).detail());
        expectALine(EngineFault.ofStatus(500, text).detail());
        expectALine(EngineFault.ofStatus(404, text).detail());
    }

    /** Each path is one of an engine's, and fits the line of a request. */
    private static void expectOurs(SessionLinks links) {
        expectPath(links.playback());
        if (links.stat() != null) {
            expectPath(SessionLinks.withParameter(links.stat(), "a=b"));
        }
        if (links.command() != null) {
            expectPath(SessionLinks.withParameter(links.command(), "a=b"));
        }
        if (links.infohash() != null && !ContentId.isHash(links.infohash())) {
            throw new AssertionError(links.infohash() + " is no infohash");
        }
    }

    private static void expectPath(String path) {
        boolean ours = path.startsWith("/ace/") || path.startsWith("/content/");
        if (!ours || path.contains("/../") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '#')) {
            throw new AssertionError("it would ask for " + path);
        }
    }

    private static void expectALine(String words) {
        if (words.length() > LONGEST || words.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("it would show " + words);
        }
    }
}
