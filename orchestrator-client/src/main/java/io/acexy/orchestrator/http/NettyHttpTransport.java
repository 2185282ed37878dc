package io.acexy.orchestrator.http;

import io.acexy.orchestrator.time.LoopTask;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A bounded pool of keep-alive connections to one peer. Confined to {@code home}; all fields plain. Connections live on
 * the same loop, so that nothing here needs a lock.
 */
public final class NettyHttpTransport implements HttpTransport {

    /**
     * A connection on which nothing was asked for longer may be closing already: the usual server waits 5 s from its answer on. When that
     * came is not known, for a loop that is busy reads it late.
     */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Bounds what a dead address holds of the pool; each call has its own, shorter or longer, time besides. */
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final EventLoop home;
    private final HttpPeer peer;
    private final Ticker ticker;
    private final Bootstrap bootstrap;
    private final Optional<SslContext> tls;
    private final ExchangeHandler.Pool pool = new PoolEvents();

    /** Idle connections, the longest unused first, with the timer that will close each. */
    private final Map<ExchangeHandler, Future<?>> idle = new LinkedHashMap<>();

    private final Set<ExchangeHandler> open = new LinkedHashSet<>();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private int connecting;
    private boolean closed;

    /**
     * A transport without connections; they are made when they are needed.
     *
     * @param home runs the connections and every callback
     * @param channels makes sockets that {@code home} can run
     * @param resolver finds addresses without blocking
     * @param tls used if the peer is to be spoken to by TLS
     * @param ticker tells how long ago something was asked
     */
    public NettyHttpTransport(
            EventLoop home,
            ChannelFactory<? extends Channel> channels,
            AddressResolverGroup<?> resolver,
            Optional<SslContext> tls,
            HttpPeer peer,
            Ticker ticker) {
        this.home = home;
        this.peer = peer;
        this.ticker = ticker;
        this.tls = tls;
        this.bootstrap = new Bootstrap()
                .group(home)
                .channelFactory(channels)
                .resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                });
    }

    private void initialize(Channel channel) {
        tls.ifPresent(context ->
                channel.pipeline().addLast("tls", context.newHandler(channel.alloc(), peer.host(), peer.port())));
        channel.pipeline().addLast("http", new HttpClientCodec());
        channel.pipeline().addLast("exchange", new ExchangeHandler(peer, pool));
    }

    @Override
    public void execute(HttpCall call, Consumer<HttpOutcome> then) {
        assert home.inEventLoop();
        Exchange exchange = new Exchange(call, then);
        if (closed) {
            exchange.broken(HttpFault.CLOSED, "this client is closed");
            return;
        }
        exchange.startTimer(home.schedule(
                new LoopTask("timeout of a call", () -> timeOut(exchange)),
                call.timeout().toNanos(),
                TimeUnit.NANOSECONDS));
        place(exchange);
    }

    private void timeOut(Exchange exchange) {
        waiting.remove(exchange);
        exchange.timedOut();
    }

    /** On an idle connection, on a new one, or in the queue. */
    private void place(Exchange exchange) {
        ExchangeHandler connection = takeIdle(exchange);
        if (connection != null) {
            connection.carry(exchange, true, ticker.nanoTime());
        } else if (waiting.size() >= peer.limits().waiting()) {
            exchange.broken(HttpFault.OVERLOADED, waiting.size() + " calls wait already");
        } else {
            waiting.add(exchange);
            connectIfAllowed();
        }
    }

    /**
     * The connection used last: the least likely to have been closed by the peer meanwhile. A request that must not go out
     * twice takes it only fresh, and otherwise a new one, for which the oldest makes room.
     */
    private ExchangeHandler takeIdle(Exchange exchange) {
        ExchangeHandler oldest = null;
        ExchangeHandler latest = null;
        for (ExchangeHandler candidate : List.copyOf(idle.keySet())) {
            if (!candidate.isUsable()) {
                drop(candidate);
                continue;
            }
            oldest = oldest == null ? candidate : oldest;
            latest = candidate;
        }
        if (latest == null) {
            return null;
        }
        if (mayCarry(latest, exchange)) {
            idle.remove(latest).cancel(false);
            return latest;
        }
        if (open.size() + connecting >= peer.limits().connections()) {
            drop(oldest);
        }
        return null;
    }

    private boolean mayCarry(ExchangeHandler connection, Exchange exchange) {
        return exchange.call.repeatable() || ticker.nanoTime() - connection.askedAt() < FRESH_NANOS;
    }

    private void drop(ExchangeHandler connection) {
        Future<?> timer = idle.remove(connection);
        if (timer != null) {
            timer.cancel(false);
        }
        open.remove(connection);
        connection.close();
    }

    private void connectIfAllowed() {
        if (closed
                || connecting >= waiting.size()
                || open.size() + connecting >= peer.limits().connections()) {
            return;
        }
        connecting++;
        bootstrap.connect(address()).addListener((ChannelFutureListener) connect -> {
            if (connect.isSuccess()) {
                secure(connect.channel());
            } else {
                notConnected(connect.cause());
            }
        });
    }

    /** Addresses need no resolver, and neither does the name of this machine. */
    private InetSocketAddress address() {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(peer.host());
        if (literal == null) {
            return peer.host().equalsIgnoreCase("localhost")
                    ? new InetSocketAddress(NetUtil.LOCALHOST4, peer.port())
                    : InetSocketAddress.createUnresolved(peer.host(), peer.port());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), peer.port());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A request counts as sent from its write on, so the TLS handshake comes first. */
    private void secure(Channel channel) {
        SslHandler handshake = channel.pipeline().get(SslHandler.class);
        if (handshake == null) {
            connected(channel);
            return;
        }
        handshake.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                connected(channel);
            } else {
                channel.close();
                notConnected(done.cause());
            }
        });
    }

    private void connected(Channel channel) {
        connecting--;
        ExchangeHandler connection = channel.pipeline().get(ExchangeHandler.class);
        if (closed || connection == null || !channel.isActive()) {
            channel.close();
            return;
        }
        open.add(connection);
        connection.opened(ticker.nanoTime());
        Exchange first = waiting.poll();
        if (first == null) {
            park(connection);
        } else {
            connection.carry(first, false, ticker.nanoTime());
        }
    }

    /** One failed attempt fails the call that has waited longest; the others try for themselves. */
    private void notConnected(Throwable cause) {
        connecting--;
        Exchange first = waiting.poll();
        if (first != null) {
            first.broken(HttpFault.CONNECT, String.valueOf(cause.getMessage()));
        }
        connectIfAllowed();
    }

    private void park(ExchangeHandler connection) {
        Future<?> timer = home.schedule(
                new LoopTask("end of an idle connection", () -> drop(connection)),
                peer.limits().idleTimeout().toNanos(),
                TimeUnit.NANOSECONDS);
        idle.put(connection, timer);
    }

    @Override
    public void close() {
        assert home.inEventLoop();
        closed = true;
        idle.values().forEach(timer -> timer.cancel(false));
        idle.clear();
        new ArrayList<>(waiting).forEach(exchange -> exchange.broken(HttpFault.CLOSED, "this client is closed"));
        waiting.clear();
        new ArrayList<>(open).forEach(ExchangeHandler::shutDown);
        open.clear();
    }

    /** What connections report; they run on the same loop. */
    private final class PoolEvents implements ExchangeHandler.Pool {

        @Override
        public void idle(ExchangeHandler connection) {
            Exchange next = waiting.peek();
            if (closed) {
                connection.close();
            } else if (next == null) {
                park(connection);
            } else if (mayCarry(connection, next)) {
                waiting.remove();
                connection.carry(next, true, ticker.nanoTime());
            } else {
                drop(connection);
                connectIfAllowed();
            }
        }

        @Override
        public void gone(ExchangeHandler connection) {
            drop(connection);
            connectIfAllowed();
        }

        @Override
        public void again(Exchange exchange) {
            waiting.addFirst(exchange);
            connectIfAllowed();
        }
    }
}
