package io.acexy.core.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;

/**
 * How many bytes must wait on a connection before its event loop is woken for them: SO_RCVLOWAT of socket(7). The end of the
 * connection and a receive buffer that runs full wake it in any case. Only epoll knows it; on other transports every arrival
 * wakes the loop. Confined to the channel's loop.
 */
final class WakeThreshold {

    /** Numbers of Linux (asm-generic/socket.h); Netty has no name for this option. */
    private static final ChannelOption<Integer> SO_RCVLOWAT = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    /** Half of what Linux gives a connection to receive into at first (tcp(7), tcp_rmem). */
    private static final int MOST = 64 * 1024;

    private final Channel channel;
    private final boolean supported;

    private int wanted = 1;
    private int inForce = 1;

    WakeThreshold(Channel channel) {
        this.channel = channel;
        this.supported = channel instanceof EpollSocketChannel;
    }

    /**
     * Sets the threshold. One above 1 comes into force after the read that is under way; with 1, bytes that wait already are
     * announced at once.
     */
    void want(int bytes) {
        wanted = Math.min(Math.max(bytes, 1), MOST);
        if (wanted == 1) {
            apply();
        }
    }

    /** All that waited has been read. */
    void readComplete() {
        apply();
    }

    private void apply() {
        if (supported && wanted != inForce && channel.isOpen()) {
            channel.config().setOption(SO_RCVLOWAT, wanted);
            inForce = wanted;
        }
    }
}
