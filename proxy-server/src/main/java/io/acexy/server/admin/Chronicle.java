package io.acexy.server.admin;

import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.core.source.Turn;
import io.acexy.core.stream.Departure;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.StreamEnd;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamListener;
import io.acexy.server.admin.Event.Detail;
import io.acexy.server.admin.Event.Kind;
import io.acexy.server.admin.Event.Subject;
import java.time.Duration;
import java.util.Locale;

/** Writes down what happens to streams, players, engines and the orchestrator. Any thread. */
public final class Chronicle implements StreamListener, OrchestratorNews {

    private final History history;
    private final Troubles troubles;

    /** @param troubles is told of what may be asked for by stream or by engine */
    public Chronicle(History history, Troubles troubles) {
        this.history = history;
        this.troubles = troubles;
    }

    // ---- streams ----

    @Override
    public void starting(ContentId content) {
        add(Kind.STREAM_STARTING, "stream starts", Subject.of(content), Detail.NONE);
    }

    @Override
    public void live(ContentId content, Duration took) {
        String words = "stream plays, " + Words.seconds(took) + " after it was wanted";
        add(Kind.STREAM_LIVE, words, Subject.of(content), new Detail(null, null, took, null));
    }

    @Override
    public void failed(ContentId content, StreamFailure why) {
        String reason = word(why.kind());
        add(
                Kind.STREAM_FAILED,
                "stream failed: " + why.reason(),
                Subject.of(content),
                Detail.why(reason, why.reason()));
    }

    @Override
    public void ended(ContentId content, StreamEnd end) {
        troubles.forget(content);
        String words = "stream is over after " + Words.seconds(end.lasted()) + ": " + Words.of(end.cause());
        add(Kind.STREAM_ENDED, words, Subject.of(content), Detail.why(word(end.cause()), null));
    }

    @Override
    public void switched(ContentId content, Switch change) {
        troubles.switched(content, change);
        String why = change.why() == null ? null : change.why().detail();
        add(
                Kind.STREAM_SWITCHED,
                Words.of(change),
                new Subject(content, null, change.to(), change.from()),
                new Detail(word(change.kind()), why, null, change.lost().orElse(null)));
    }

    @Override
    public void turned(ContentId channel, Turn turn) {
        String why = turn.why() == null ? null : turn.why().detail();
        String reason = turn.why() == null ? null : word(turn.why().kind());
        if (turn.from() != null) {
            String words = turn.to() + " is tried after " + turn.from();
            add(Kind.STREAM_TURNED, words, Subject.of(channel), Detail.why(reason, why));
        }
    }

    // ---- players ----

    @Override
    public void joined(ContentId content, Join join) {
        String found = join.kind() == Join.Kind.JOINED ? "joined" : "has his media";
        String words = "player " + join.player() + " " + found + " after " + Words.seconds(join.waited());
        Detail detail = new Detail(word(join.kind()), null, join.waited(), null);
        add(Kind.PLAYER_JOINED, words, Subject.of(content, join.player()), detail);
    }

    @Override
    public void skipped(ContentId content, String player, Skip skip) {
        String words = "player " + player + " was too slow and lost " + Words.seconds(skip.media());
        add(Kind.PLAYER_SKIPPED, words, Subject.of(content, player), new Detail(null, null, null, skip.media()));
    }

    @Override
    public void left(ContentId content, Departure departure) {
        String words = "player " + departure.player() + " is gone after " + Words.seconds(departure.stayed()) + ": "
                + Words.of(departure.reason());
        Detail detail = Detail.why(departure.reason().word(), null);
        add(Kind.PLAYER_LEFT, words, Subject.of(content, departure.player()), detail);
    }

    @Override
    public void refused(ContentId content, StreamFailure why) {
        Detail detail = Detail.why(word(why.kind()), why.reason());
        add(Kind.PLAYER_REFUSED, "player refused: " + why.reason(), Subject.of(content), detail);
    }

    // ---- engines ----

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        add(Kind.ENGINE_STARTED, "engine " + engine.id() + " brings media", Subject.of(content, engine), Detail.NONE);
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        if (fault == null) {
            String words = "engine " + engine.id() + " is not needed any more";
            add(Kind.ENGINE_ENDED, words, Subject.of(content, engine), Detail.NONE);
        } else {
            troubles.failed(content, engine, fault);
            add(Kind.ENGINE_ENDED, "engine " + engine.id() + " " + Words.of(fault), content, engine, fault);
        }
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        troubles.failed(content, engine, fault);
        String words = "engine " + engine.id() + " could not start it: " + fault.detail();
        add(Kind.ENGINE_START_FAILED, words, content, engine, fault);
    }

    @Override
    public void suspected(ContentId content, Engine engine, EngineFault why) {
        troubles.suspected(content, engine, why);
        String words = "engine " + engine.id() + " " + Words.of(why) + ": another is looked for";
        add(Kind.ENGINE_SUSPECTED, words, content, engine, why);
    }

    private void add(Kind kind, String words, ContentId content, Engine engine, EngineFault fault) {
        add(kind, words, Subject.of(content, engine), Detail.why(word(fault.kind()), fault.detail()));
    }

    // ---- the orchestrator ----

    @Override
    public void changed(String what, String words) {
        add(Kind.ORCHESTRATOR_CHANGED, words, Subject.NONE, Detail.why(what, null));
    }

    private void add(Kind kind, String words, Subject subject, Detail detail) {
        history.add(kind, words, subject, detail);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
