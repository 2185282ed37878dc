package io.acexy.server.handover;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An older process of this program, from which this one takes the listening sockets. The newer process's side of a hand-over, for the
 * thread that starts it; blocks.
 */
public final class Predecessor implements Heritage, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

    private final EpollDomainSocketChannel channel;
    private final Taking taking;
    private final Map<Listener, FileDescriptor> given;
    private final Duration patience;

    private Predecessor(
            EpollDomainSocketChannel channel, Taking taking, Map<Listener, FileDescriptor> given, Duration patience) {
        this.channel = channel;
        this.taking = taking;
        this.given = given;
        this.patience = patience;
    }

    /**
     * Takes the sockets of the process that runs; it still serves.
     *
     * @param path where it is asked
     * @param patience how long each answer may take
     * @return nothing where there is no such process
     * @throws IOException where there is one that does not give them
     */
    public static Optional<Predecessor> ask(Path path, EventLoopGroup epoll, Duration patience) throws IOException {
        return Files.exists(path) ? ask(path, epoll, Owner.ofProcess(), patience) : Optional.empty();
    }

    static Optional<Predecessor> ask(Path path, EventLoopGroup epoll, Owner owner, Duration patience)
            throws IOException {
        Taking taking = new Taking(owner, epoll.next());
        ChannelFuture connected = new Bootstrap()
                .group(epoll)
                .channel(EpollDomainSocketChannel.class)
                .handler(new ChannelInitializer<EpollDomainSocketChannel>() {
                    @Override
                    protected void initChannel(EpollDomainSocketChannel one) {
                        one.pipeline()
                                .addLast(new LineBasedFrameDecoder(Words.LONGEST, true, true))
                                .addLast(new StringDecoder(StandardCharsets.US_ASCII))
                                .addLast(taking);
                    }
                })
                .connect(new DomainSocketAddress(path.toFile()))
                .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            return Optional.empty(); // it has ended without removing its path
        }
        EpollDomainSocketChannel channel = (EpollDomainSocketChannel) connected.channel();
        try {
            Map<Listener, FileDescriptor> given = await(taking.given(), patience);
            return Optional.of(new Predecessor(channel, taking, given, patience));
        } catch (IOException e) {
            taking.given().cancel(false); // what still comes is closed
            channel.close();
            throw e;
        }
    }

    private static <T> T await(Future<T> answer, Duration patience) throws IOException {
        if (!answer.awaitUninterruptibly(patience.toMillis())) {
            throw new IOException("the running process does not answer within " + patience.toSeconds() + " s");
        }
        if (!answer.isSuccess()) {
            throw new IOException(answer.cause().getMessage(), answer.cause());
        }
        return answer.getNow();
    }

    @Override
    public Map<Listener, Integer> of(Map<Listener, InetSocketAddress> wanted) {
        Map<Listener, Integer> fitting = new EnumMap<>(Listener.class);
        given.entrySet().removeIf(one -> {
            int descriptor = one.getValue().intValue();
            InetSocketAddress place = wanted.get(one.getKey());
            boolean fits = place != null && isAt(new Socket(descriptor).localAddress(), place);
            if (fits) {
                fitting.put(one.getKey(), descriptor);
            }
            return fits;
        });
        closeUnused();
        return fitting;
    }

    /** A socket is of no use where the settings name another address by now. */
    private static boolean isAt(InetSocketAddress bound, InetSocketAddress wanted) {
        boolean samePort = wanted.getPort() == 0 || wanted.getPort() == bound.getPort();
        boolean any =
                wanted.getAddress().isAnyLocalAddress() && bound.getAddress().isAnyLocalAddress();
        return samePort && (any || wanted.getAddress().equals(bound.getAddress()));
    }

    private void closeUnused() {
        for (FileDescriptor one : given.values()) {
            try {
                one.close();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("reason", e.getMessage()).log("a descriptor cannot be closed");
            }
        }
        given.clear();
    }

    /** Where it is asked for media, and those that were before it. */
    public List<Way> ways() {
        return taking.ways();
    }

    /**
     * This process serves: waits until the older one has stopped to accept.
     *
     * @param own where this one is asked for media
     * @throws IOException where it goes on instead; that it has ended meanwhile is as good as if it had agreed
     */
    public void replace(Way own) throws IOException {
        channel.writeAndFlush(Unpooled.copiedBuffer(Words.ready(own) + "\n", StandardCharsets.US_ASCII));
        await(taking.released(), patience);
        LOG.atInfo().log("taken over: the older process ends when nobody plays there any more");
    }

    /** Whether it still runs. Any thread. */
    public boolean lives() {
        return channel.isOpen();
    }

    /** This process ends: where the older one has not been replaced, it goes on. */
    @Override
    public void close() {
        closeUnused();
        channel.close();
    }
}
