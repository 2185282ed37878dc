package io.acexy.server.play;

import io.acexy.server.http.Connection;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/** The way of a connection from the loop that has accepted it to the loop where its media is. */
final class Relocation {

    private Relocation() {}

    /**
     * Moves it. Any thread, one move at a time.
     *
     * @param leaving called on the loop where it is, if it is another
     * @param arrived called on that loop, later; with false when the connection has ended on the way, where no handler hears of it
     */
    static void of(Connection connection, EventLoop home, Runnable leaving, Arrival arrived) {
        Channel channel = connection.channel();
        EventLoop here = channel.eventLoop();
        here.execute(connection.guard(() -> {
            if (here == home) {
                arrived.arrived(true);
            } else {
                leaving.run();
                Runnable register = connection.guard(() -> register(connection, home, arrived));
                channel.deregister().addListener(gone -> register.run());
            }
        }));
    }

    private static void register(Connection connection, EventLoop home, Arrival arrived) {
        home.register(connection.channel()).addListener(registered -> connection
                .guard(() -> arrived.arrived(registered.isSuccess()))
                .run());
    }

    /** What is done there. */
    interface Arrival {

        /**
         * The connection is there, or has ended.
         *
         * @param lives whether it is there
         */
        void arrived(boolean lives);
    }
}
