package io.acexy.core.source;

import io.acexy.core.GuardedLoop;

/**
 * A wish that arises while a message is being handled, carried out once after it. So what comes of a message never leads back
 * into it. Confined to its loop.
 */
final class OnceLater {

    private final GuardedLoop home;
    private final Runnable task;
    private boolean wished;

    OnceLater(GuardedLoop home, Runnable task) {
        this.home = home;
        this.task = task;
    }

    void wish() {
        assert home.isHere();
        if (!wished) {
            wished = true;
            home.post(() -> {
                wished = false;
                task.run();
            });
        }
    }
}
