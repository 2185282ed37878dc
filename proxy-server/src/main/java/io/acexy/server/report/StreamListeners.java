package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.StreamListener;
import java.util.List;

/** Several listeners as one; each hears everything, in the order of the list. */
public record StreamListeners(List<StreamListener> listeners) implements StreamListener {

    /** One that passes everything on to each of them. */
    public static StreamListener of(StreamListener... listeners) {
        return new StreamListeners(List.of(listeners));
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        listeners.forEach(listener -> listener.sessionStarted(content, engine, links));
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        listeners.forEach(listener -> listener.sessionEnded(content, engine, links, fault));
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        listeners.forEach(listener -> listener.startFailed(content, engine, fault));
    }
}
