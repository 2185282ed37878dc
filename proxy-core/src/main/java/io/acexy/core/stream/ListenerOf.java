package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.SourceListener;
import io.acexy.core.source.Switch;

/** What a stream's engines do, told with the stream's name. */
record ListenerOf(ContentId content, StreamListener listener) implements SourceListener {

    @Override
    public void sessionStarted(Engine engine, SessionLinks links) {
        listener.sessionStarted(content, engine, links);
    }

    @Override
    public void sessionEnded(Engine engine, SessionLinks links, EngineFault fault) {
        listener.sessionEnded(content, engine, links, fault);
    }

    @Override
    public void startFailed(Engine engine, EngineFault fault) {
        listener.startFailed(content, engine, fault);
    }

    @Override
    public void suspected(Engine engine, EngineFault why) {
        listener.suspected(content, engine, why);
    }

    @Override
    public void switched(Switch change) {
        listener.switched(content, change);
    }
}
