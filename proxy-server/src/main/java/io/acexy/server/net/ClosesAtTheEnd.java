package io.acexy.server.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Event loops that leave no connection open. Netty's (4.2.18) closes what is registered when it has seen, before it runs its tasks,
 * that it shall end; told so while they run, it may end at once, and sockets stay open for as long as the process lives. So what is
 * registered is closed by a hook of the loop's end, which still runs tasks then (those that tell a channel's handlers), if its quiet
 * period is not nothing; and nothing is registered from then on. On the loop's thread.
 *
 * @param kind what does all the work
 */
record ClosesAtTheEnd(IoHandlerFactory kind) implements IoHandlerFactory {

    @Override
    public IoHandler newHandler(ThreadAwareExecutor loop) {
        return new Handler((SingleThreadEventExecutor) loop, kind.newHandler(loop));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return kind.isChangingThreadSupported();
    }

    private record Handler(SingleThreadEventExecutor loop, IoHandler works) implements IoHandler {

        @Override
        public void initialize() {
            works.initialize();
            loop.addShutdownHook(works::prepareToDestroy);
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            if (loop.isShuttingDown()) {
                throw new RejectedExecutionException("the event loop ends");
            }
            return works.register(handle);
        }

        @Override
        public void destroy() {
            works.destroy();
        }

        @Override
        public int run(IoHandlerContext context) {
            return works.run(context);
        }

        @Override
        public void prepareToDestroy() {
            works.prepareToDestroy();
        }

        @Override
        public void wakeup() {
            works.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return works.isCompatible(handleType);
        }
    }
}
