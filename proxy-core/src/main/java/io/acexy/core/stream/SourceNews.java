package io.acexy.core.stream;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.SourceListener;
import io.acexy.core.source.Switch;
import io.acexy.core.source.Turn;
import java.time.Duration;

/** What a stream does with its engines, told to those who want to know of streams. */
record SourceNews(StreamNews news) implements SourceListener {

    @Override
    public void sessionStarted(Engine engine, SessionLinks links) {
        news.tell((content, listener) -> listener.sessionStarted(content, engine, links));
    }

    @Override
    public void sessionEnded(Engine engine, SessionLinks links, EngineFault fault) {
        news.tell((content, listener) -> listener.sessionEnded(content, engine, links, fault));
    }

    @Override
    public void startFailed(Engine engine, EngineFault fault) {
        news.tell((content, listener) -> listener.startFailed(content, engine, fault));
    }

    @Override
    public void suspected(Engine engine, EngineFault why) {
        news.tell((content, listener) -> listener.suspected(content, engine, why));
    }

    @Override
    public void stalled(Duration silence) {
        news.tell((content, listener) -> listener.stalled(content, silence));
    }

    @Override
    public void turned(Turn turn) {
        news.tell((content, listener) -> listener.turned(content, turn));
    }

    @Override
    public void switched(Switch change) {
        news.tell((content, listener) -> listener.switched(content, change));
    }
}
