package io.acexy.core.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.core.Bugs;
import io.acexy.fuzz.Home;
import io.acexy.fuzz.Pieces;
import io.acexy.fuzz.Reads;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * What an engine says on its connections, one after the other, between bytes 0x1E: the answer to the start, to the playback, to what
 * follows a redirect, to the stop. A session makes one end of it, gives each buffer back, and understands the same wherever it is cut.
 */
@Reads({AnswerHead.class, EngineCall.class, EngineSession.class, EngineWords.class, Playback.class, SessionLinks.class})
class EngineWireFuzzTest {

    private static final byte NEXT = 0x1E;
    private static final int MOST_CONNECTIONS = 8;
    private static final int LITTLE = 4096;
    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));

    @FuzzTest
    void aSessionHasOneEndAndUnderstandsTheSameInAnyPieces(byte[] data) {
        List<byte[]> answers = split(data);
        String inPieces = new Talk().about(answers, true);
        String atOnce = new Talk().about(answers, false);
        if (!inPieces.equals(atOnce)) {
            throw new AssertionError("in pieces: " + inPieces + "; at once: " + atOnce);
        }
    }

    private static List<byte[]> split(byte[] data) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < data.length && parts.size() < MOST_CONNECTIONS - 1; at++) {
            if (data[at] == NEXT) {
                parts.add(Arrays.copyOfRange(data, from, at));
                from = at + 1;
            }
        }
        parts.add(Arrays.copyOfRange(data, from, data.length));
        return parts;
    }

    /** One session. */
    private static final class Talk implements MediaSession.Listener {

        private final Home home = new Home();
        private final Bugs bugs = new Bugs();
        private final EmbeddedChannel clock = new EmbeddedChannel();
        private final List<Wire> wires = new ArrayList<>();
        private final CRC32 media = new CRC32();
        private long bytes;
        private String started = "";
        private EngineFault end;

        String about(List<byte[]> answers, boolean cut) {
            clock.freezeTime();
            Wire.OPENED.clear();
            EngineSession session = session();
            session.start();
            answers.forEach(answer -> say(answer, cut));
            String understood =
                    started + ' ' + bytes + ' ' + media.getValue() + ' ' + (end == null ? "goes on" : end.kind());
            finish(session);
            return understood;
        }

        private EngineSession session() {
            EngineConnector connector = new EngineConnector(Wire.type(), Wire.names(), home.allocator);
            EngineSession session = new EngineSession(
                    clock.eventLoop(),
                    new EngineClient(connector, EngineConfig.DEFAULT, bugs),
                    new Engine("e", "engine", 6878),
                    CONTENT,
                    Map.of(),
                    this);
            session.feed(data -> {
                bytes += data.readableBytes();
                media.update(data.nioBuffer());
                data.release();
            });
            return session;
        }

        /** An engine's answer on the next connection, which it closes then. */
        private void say(byte[] answer, boolean cut) {
            Wire wire = next();
            if (wire == null) {
                return;
            }
            for (byte[] piece : cut ? Pieces.of(answer) : List.of(answer)) {
                if (wire.isOpen()) {
                    wire.writeInbound(
                            home.allocator.buffer(Math.max(1, piece.length)).writeBytes(piece));
                    settle();
                }
            }
            if (wire.isOpen()) {
                wire.close();
            }
            settle();
        }

        /** The next connection, or the one after a pause; null where none is wanted any more. */
        private Wire next() {
            settle();
            if (Wire.OPENED.isEmpty()) {
                clock.advanceTimeBy(10, TimeUnit.SECONDS);
                settle();
            }
            Wire wire = Wire.OPENED.poll();
            if (wire != null) {
                wires.add(wire);
            }
            return wire;
        }

        private void settle() {
            clock.runPendingTasks();
        }

        /** What a stream does with a session that plays, or has played. */
        private void use(EngineSession session) {
            if (started.isEmpty()) {
                return;
            }
            session.reading(false);
            session.reading(true);
            session.wakeAt(LITTLE);
            if (session.hasStat()) {
                session.stat(Duration.ofSeconds(1));
            }
            session.reopen();
            end = null;
            clock.advanceTimeBy(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
            settle();
        }

        private void finish(EngineSession session) {
            use(session);
            Future<Void> stopped = session.stop();
            settle();
            clock.advanceTimeBy(Duration.ofMinutes(5).toMillis(), TimeUnit.MILLISECONDS);
            settle();
            for (Wire wire = next(); wire != null; wire = next()) {
                wire.close();
            }
            if (!stopped.isDone()) {
                throw new AssertionError("the session does not end");
            }
            wires.forEach(Wire::finishAndReleaseAll);
            clock.finishAndReleaseAll();
            if (bugs.count() > 0) {
                throw new AssertionError("a mistake in this program");
            }
            home.expectAll();
        }

        @Override
        public void started(SessionLinks links) {
            started = links.toString();
        }

        @Override
        public void failed(EngineFault fault) {
            if (end != null) {
                throw new AssertionError("a second end: " + fault + " after " + end);
            }
            end = fault;
        }
    }
}
