package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/** Looks whether an engine answers. */
interface EngineProbe {

    /** Completed on the loop, and never failed. */
    Future<EngineCheck> check(EventLoop loop, Engine engine, Duration timeout);
}
