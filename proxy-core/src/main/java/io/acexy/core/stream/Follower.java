package io.acexy.core.stream;

import io.netty.channel.EventLoop;

/** A player without a connection: he has no loop of his own, and lives where the stream does that he follows. */
public abstract class Follower implements Player {

    private final String name;
    private volatile EventLoop loop;

    /** @param loop where he lives until his stream has a home, and the home of a stream that has to be opened for him */
    protected Follower(String name, EventLoop loop) {
        this.name = name;
        this.loop = loop;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final EventLoop loop() {
        return loop;
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        loop = home;
        home.execute(arrived);
    }
}
