package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.core.source.Turn;
import io.acexy.core.stream.StreamEnd;
import io.acexy.core.stream.StreamListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells somebody who knows no channels what engines do, by the content that they are really asked for: an orchestrator's books
 * have contents. All of one content's sessions are over before the next one's turn, so that the one on turn is meant. Called on
 * the streams' loops.
 */
public final class AsPlayed implements StreamListener {

    private final StreamListener listener;

    /** Of the channels that run. */
    private final Map<ContentId, ContentId> onTurn = new ConcurrentHashMap<>();

    /** @param listener hears of engines, and of nothing else */
    public AsPlayed(StreamListener listener) {
        this.listener = listener;
    }

    @Override
    public void turned(ContentId channel, Turn turn) {
        onTurn.put(channel, turn.to());
    }

    @Override
    public void ended(ContentId content, StreamEnd end) {
        onTurn.remove(content);
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        listener.sessionStarted(played(content), engine, links);
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        listener.sessionEnded(played(content), engine, links, fault);
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        listener.startFailed(played(content), engine, fault);
    }

    @Override
    public void suspected(ContentId content, Engine engine, EngineFault why) {
        listener.suspected(played(content), engine, why);
    }

    @Override
    public void switched(ContentId content, Switch change) {
        listener.switched(played(content), change);
    }

    private ContentId played(ContentId content) {
        return onTurn.getOrDefault(content, content);
    }
}
