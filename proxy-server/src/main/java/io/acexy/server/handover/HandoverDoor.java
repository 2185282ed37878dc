package io.acexy.server.handover;

import io.acexy.core.Bugs;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The socket in the file system at which a newer process takes over, one at a time. Opening, publishing and closing block.
 *
 * <p>It is bound beside its path and moved there when it is to be found: so the path leads to one process or the other at any
 * moment, and who closes the older one removes nothing of the newer one's.
 */
public final class HandoverDoor implements AutoCloseable {

    private static final int BACKLOG = 8;

    private final Path path;
    private final Path beside;
    private final Channel channel;
    private final AtomicReference<Giving> taker;
    private boolean published;

    private HandoverDoor(Path path, Path beside, Channel channel, AtomicReference<Giving> taker) {
        this.path = path;
        this.beside = beside;
        this.channel = channel;
        this.taker = taker;
    }

    /**
     * Binds.
     *
     * @param path where a newer process looks
     * @param patience how long a newer one may take until it serves
     * @throws IOException where that is impossible
     */
    public static HandoverDoor open(Path path, EventLoopGroup epoll, Estate estate, Duration patience, Bugs bugs)
            throws IOException {
        return open(path, epoll, new Giving.Terms(estate, Owner.ofProcess(), patience), bugs);
    }

    static HandoverDoor open(Path path, EventLoopGroup epoll, Giving.Terms terms, Bugs bugs) throws IOException {
        Path beside = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid());
        AtomicReference<Giving> taker = new AtomicReference<>();
        Channel channel = new ServerBootstrap()
                .group(epoll)
                .channel(EpollServerDomainSocketChannel.class)
                .option(io.netty.channel.ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<EpollDomainSocketChannel>() {
                    @Override
                    protected void initChannel(EpollDomainSocketChannel one) {
                        one.pipeline()
                                .addLast(new LineBasedFrameDecoder(Words.LONGEST, true, true))
                                .addLast(new StringDecoder(StandardCharsets.US_ASCII))
                                .addLast(new Giving(terms, taker, bugs));
                    }
                })
                .bind(new DomainSocketAddress(beside.toFile()))
                .syncUninterruptibly()
                .channel();
        // Others are turned away by what the kernel says of them, too; so nobody else gets as far.
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
        return new HandoverDoor(path, beside, channel, taker);
    }

    /** From now on it is found. */
    public void publish() throws IOException {
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        published = true;
    }

    /** Is found no more; who has taken over keeps his own. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        Giving last = taker.get();
        if (published && (last == null || !last.hasReleased())) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException stays) {
                // Nobody answers there, which the next process finds out.
            }
        }
    }
}
