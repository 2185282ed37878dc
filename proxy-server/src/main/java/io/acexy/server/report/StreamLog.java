package io.acexy.server.report;

import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.core.source.Turn;
import io.acexy.core.stream.Departure;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.PlayerName;
import io.acexy.core.stream.StreamEnd;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamListener;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says in the log what happens to streams, once each: of streams and engines at info and warn, of single players at debug. Who
 * is refused is said at the door. Called on the streams' loops.
 */
public final class StreamLog implements StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.acexy.stream");

    @Override
    public void starting(ContentId content) {
        of(LOG.atDebug(), content).log("stream wanted");
    }

    @Override
    public void live(ContentId content, Duration took) {
        of(LOG.atInfo(), content).addKeyValue("took_ms", took.toMillis()).log("stream live");
    }

    @Override
    public void failed(ContentId content, StreamFailure why) {
        if (why.kind() == StreamFailure.Kind.ON_DEMAND) {
            of(LOG.atInfo(), content).log("stream is a film");
            return;
        }
        of(LOG.atWarn(), content)
                .addKeyValue("kind", word(why.kind()))
                .addKeyValue("reason", why.reason())
                .log("stream failed");
    }

    @Override
    public void ended(ContentId content, StreamEnd end) {
        of(LOG.atInfo(), content)
                .addKeyValue("cause", word(end.cause()))
                .addKeyValue("lasted_s", end.lasted().toSeconds())
                .addKeyValue("players", end.totals().players())
                .addKeyValue("bytes", end.totals().publishedBytes())
                .addKeyValue("switches", end.totals().engineSwitches())
                .addKeyValue("skips", end.totals().skips())
                .log("stream ended");
    }

    @Override
    public void joined(ContentId content, Join join) {
        of(LOG.atDebug(), content, join.player())
                .addKeyValue("kind", word(join.kind()))
                .addKeyValue("waited_ms", join.waited().toMillis())
                .addKeyValue("burst_ms", join.burst().media().toMillis())
                .log("player has a picture");
    }

    @Override
    public void skipped(ContentId content, String player, Skip skip) {
        of(LOG.atDebug(), content, player)
                .addKeyValue("behind_ms", skip.behind().toMillis())
                .addKeyValue("lost_ms", skip.media().toMillis())
                .log("player skips");
    }

    @Override
    public void left(ContentId content, Departure departure) {
        of(LOG.atDebug(), content, departure.player())
                .addKeyValue("reason", departure.reason().word())
                .addKeyValue("stayed_s", departure.stayed().toSeconds())
                .addKeyValue("bytes", departure.delivered())
                .log("player left");
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        if (!content.isOriginal()) {
            return; // a program, which is logged where it runs; so are its end and its restarts
        }
        of(LOG.atInfo(), content).addKeyValue("engine", engine).log("engine plays");
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        if (!content.isOriginal()) {
            return;
        }
        if (fault == null) {
            of(LOG.atDebug(), content).addKeyValue("engine", engine).log("engine is not needed any more");
        } else {
            of(LOG.atWarn(), content, engine, fault).log("engine lost");
        }
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        if (content.isOriginal()
                && fault.kind()
                        != EngineFault.Kind.ON_DEMAND) { // which is the whole stream's news, and no engine's failure
            of(LOG.atWarn(), content, engine, fault).log("start failed");
        }
    }

    @Override
    public void suspected(ContentId content, Engine engine, EngineFault why) {
        if (content.isOriginal()) {
            of(LOG.atInfo(), content, engine, why).log("engine suspected");
        }
    }

    @Override
    public void turned(ContentId channel, Turn turn) {
        if (turn.from() == null) {
            of(LOG.atDebug(), channel).addKeyValue("content", turn.to()).log("channel begins");
            return;
        }
        LoggingEventBuilder line = of(turn.why() == null ? LOG.atInfo() : LOG.atWarn(), channel)
                .addKeyValue("from", turn.from())
                .addKeyValue("content", turn.to());
        if (turn.why() != null) {
            line = line.addKeyValue("fault", word(turn.why().kind()))
                    .addKeyValue("detail", turn.why().detail());
        }
        line.log("channel goes on with another content");
    }

    @Override
    public void switched(ContentId content, Switch change) {
        if (!content.isOriginal()) {
            return;
        }
        LoggingEventBuilder line = of(LOG.atInfo(), content)
                .addKeyValue("from", change.from())
                .addKeyValue("to", change.to())
                .addKeyValue("kind", word(change.kind()));
        if (change.lost().isPresent()) {
            line = line.addKeyValue("lost_ms", change.lost().get().toMillis());
        }
        if (change.why() != null) {
            line = line.addKeyValue("fault", word(change.why().kind()));
        }
        line.log("stream moved");
    }

    private static LoggingEventBuilder of(LoggingEventBuilder line, ContentId content) {
        return line.addKeyValue("stream", content);
    }

    private static LoggingEventBuilder of(LoggingEventBuilder line, ContentId content, String player) {
        PlayerName name = PlayerName.of(player);
        return of(line, content).addKeyValue("player", name.at()).addKeyValue("request", name.request());
    }

    private static LoggingEventBuilder of(
            LoggingEventBuilder line, ContentId content, Engine engine, EngineFault fault) {
        return of(line, content)
                .addKeyValue("engine", engine)
                .addKeyValue("fault", word(fault.kind()))
                .addKeyValue("detail", fault.detail());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
