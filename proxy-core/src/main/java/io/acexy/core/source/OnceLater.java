package io.acexy.core.source;

import io.netty.channel.EventLoop;

/**
 * A wish that arises while a message is being handled, carried out once after it. So what comes of a message never leads back
 * into it. Confined to its loop.
 */
final class OnceLater {

    private final EventLoop loop;
    private final Runnable task;
    private boolean wished;

    OnceLater(EventLoop loop, Runnable task) {
        this.loop = loop;
        this.task = task;
    }

    void wish() {
        assert loop.inEventLoop();
        if (!wished) {
            wished = true;
            loop.execute(() -> {
                wished = false;
                task.run();
            });
        }
    }
}
