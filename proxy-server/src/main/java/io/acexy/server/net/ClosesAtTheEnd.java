package io.acexy.server.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Event loops that leave no connection open. Netty's (4.2.18) closes what is registered when it has seen, before it runs its tasks,
 * that it shall end; told so while they run, and without a quiet period, it ends at once, and sockets stay open for as long as the
 * process lives. So what is still registered is closed when the loop is gone. On the loop's thread.
 *
 * @param kind what does all the work
 */
record ClosesAtTheEnd(IoHandlerFactory kind) implements IoHandlerFactory {

    @Override
    public IoHandler newHandler(ThreadAwareExecutor loop) {
        return new Handler(kind.newHandler(loop));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return kind.isChangingThreadSupported();
    }

    private record Handler(IoHandler works) implements IoHandler {

        @Override
        public void destroy() {
            works.prepareToDestroy();
            works.destroy();
        }

        @Override
        public void initialize() {
            works.initialize();
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
        public IoRegistration register(IoHandle handle) throws Exception {
            return works.register(handle);
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
