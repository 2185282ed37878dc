package io.acexy.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.core.broadcast.Burst;
import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.core.stream.Departure;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamEnd;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamTotals;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamLogTest {

    private static final ContentId ONE = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));
    private static final Engine A = Engine.at("a", 6878);
    private static final Engine B = Engine.at("b", 6878);
    private static final SessionLinks LINKS = new SessionLinks("", null, null, null, "s", 1, false);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final EngineFault FAULT = EngineFault.unreachable("it is gone");

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.acexy.stream");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final StreamLog log = new StreamLog();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    /** The one line since the last, as somebody reads it. */
    private String said() {
        assertThat(lines.list).hasSize(1);
        ILoggingEvent line = lines.list.remove(0);
        assertThat(line.getKeyValuePairs().toString()).contains("stream=");
        return line.getLevel() + " " + line.getFormattedMessage() + " " + line.getKeyValuePairs();
    }

    @Test
    void whatHappensToAStreamAndItsEnginesIsSaidOnceEachWithoutDebug() {
        log.live(ONE, SECOND);
        assertThat(said()).startsWith("INFO stream live").contains("took_ms=\"1000\"");
        log.failed(ONE, new StreamFailure(StreamFailure.Kind.NO_ENGINE, "none is free", SECOND));
        assertThat(said()).startsWith("WARN stream failed").contains("none is free");
        log.ended(ONE, new StreamEnd(StreamEnd.Cause.UNWATCHED, SECOND, StreamTotals.NONE));
        assertThat(said()).startsWith("INFO stream ended").contains("cause=\"unwatched\"");
        log.sessionStarted(ONE, A, LINKS);
        assertThat(said()).startsWith("INFO engine plays").contains("a:6878");
        log.sessionEnded(ONE, A, LINKS, FAULT);
        assertThat(said()).startsWith("WARN engine lost").contains("it is gone");
        log.startFailed(ONE, A, FAULT);
        assertThat(said()).startsWith("WARN start failed").contains("it is gone");
        log.suspected(ONE, A, FAULT);
        assertThat(said()).startsWith("INFO engine suspected").contains("it is gone");
    }

    @Test
    void aMoveNamesBothEnginesHowItWentAndWhatWasLost() {
        log.switched(ONE, new Switch(Switch.Kind.KEYFRAME, A, B, FAULT, Optional.of(SECOND)));
        assertThat(said())
                .startsWith("INFO stream moved")
                .contains("from=\"a:6878\"", "to=\"b:6878\"", "keyframe", "lost_ms=\"1000\"", "unreachable");
        log.switched(ONE, new Switch(Switch.Kind.EXACT, B, A, null, Optional.empty()));
        assertThat(said()).contains("exact").doesNotContain("fault", "lost_ms");
    }

    @Test
    void singlePlayersAreForThoseWhoAskForDebug() {
        log.starting(ONE);
        assertThat(said()).startsWith("DEBUG");
        log.joined(ONE, new Join("tv#r7", Join.Kind.JOINED, SECOND, new Burst(100, SECOND)));
        assertThat(said()).startsWith("DEBUG").contains("player=\"tv\"", "request=\"r7\"", "waited_ms=\"1000\"");
        log.skipped(ONE, "tv#r7", new Skip(100, SECOND, SECOND));
        assertThat(said()).startsWith("DEBUG").contains("player=\"tv\"", "request=\"r7\"", "lost_ms=\"1000\"");
        log.left(ONE, new Departure("tv#r7", LeaveReason.CLIENT_LEFT, true, SECOND, 100, 1, 50));
        assertThat(said()).startsWith("DEBUG").contains("reason=\"client_left\"", "player=\"tv\"", "request=\"r7\"");
        log.sessionEnded(ONE, A, LINKS, null);
        assertThat(said()).startsWith("DEBUG").contains("not needed");
    }
}
