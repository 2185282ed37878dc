package io.acexy.server.play;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;

/**
 * The short way of a chunk into the socket of a player who keeps up, where nothing waits in the channel's outbound buffer:
 * one system call on shared memory, and nothing allocated, counted or remembered for him. Whatever the socket does not take,
 * and everything on other transports than epoll, goes the usual way through the channel. Only for channels whose pipeline
 * leaves outgoing bytes as they are. Confined to the channel's loop, which alone closes the descriptor.
 */
final class DirectSocket {

    private final Channel channel;
    private final Socket socket;

    DirectSocket(Channel channel) {
        this.channel = channel;
        this.socket = channel instanceof EpollSocketChannel epoll && isPlain(channel) ? (Socket) epoll.fd() : null;
    }

    /** What is encrypted is nobody's but his. */
    private static boolean isPlain(Channel channel) {
        return channel.pipeline().get(SslHandler.class) == null;
    }

    /**
     * Sends what the socket takes at once. Neither keeps nor releases the bytes, nor moves their indices. A broken connection
     * is told to its pipeline, which closes it.
     *
     * @param start absolute index of the first byte
     * @param end absolute index behind the last
     * @return how many have been sent; 0 when the channel has to do it
     */
    int send(ByteBuf bytes, int start, int end) {
        if (socket == null || !bytes.hasMemoryAddress()) {
            return 0;
        }
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting == null || waiting.totalPendingWriteBytes() > 0) {
            return 0;
        }
        try {
            return socket.sendAddress(bytes.memoryAddress(), start, end);
        } catch (IOException e) {
            channel.pipeline().fireExceptionCaught(e);
            return 0;
        }
    }
}
