package io.acexy.testkit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets things happen while a loop looks elsewhere, so that it finds all of them, in their order, when it looks again. */
public final class BusyLoop {

    private BusyLoop() {}

    /** What happens meanwhile. */
    public interface Action {
        /** Does it, on the thread of the test. */
        void run() throws Exception;
    }

    /** Returns when the action has been carried out and the loop goes on. */
    public static void during(EventLoop loop, Action action) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<Boolean> turn = loop.submit(() -> {
            busy.countDown();
            return done.await(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        });
        busy.await();
        action.run();
        done.countDown();
        if (!turn.get()) {
            throw new TimeoutException("the action took longer than the loop was held");
        }
    }
}
