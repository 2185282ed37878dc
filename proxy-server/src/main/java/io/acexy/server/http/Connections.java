package io.acexy.server.http;

import io.acexy.core.Bugs;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections of a door: how many there are, how many there may be, and why they have ended. The one too many is answered
 * at once and cheaply: below the limit of file descriptors a refusal is possible; at it, not even accepting is. Any thread.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final String FULL = refusal(
            "503 Service Unavailable", 10, "this proxy has as many connections as it may\ntry again in a moment\n");

    private static final String TOO_FAST = refusal(
            "429 Too Many Requests",
            2,
            "from your address come more connections than may\nuse those that there are for more than one request\n");

    /** So many refused connections may be closed with care; each holds a descriptor for a moment more. */
    private static final int MAX_LINGERING = 32;

    /** For a first request that is on its way when the program ends. */
    private static final long FIRST_REQUEST_MILLIS = 1000;

    private volatile int max;
    private final Bugs bugs;
    private final Arrivals arrivals = new Arrivals(Arrivals.Bounds.NONE, System::nanoTime);
    private final AtomicInteger lingering = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Set<Connection> admitted = ConcurrentHashMap.newKeySet();
    private final Map<Cause, LongAdder> ends = new EnumMap<>(Cause.class);
    private volatile boolean closing;

    /**
     * @param max connections at once; one more is answered 503
     * @param bugs hears of mistakes
     */
    public Connections(int max, Bugs bugs) {
        this.max = max;
        this.bugs = bugs;
        for (Cause cause : Cause.values()) {
            ends.put(cause, new LongAdder());
        }
    }

    /** From now on there may be so many; those that there are stay. */
    public void atMost(int number) {
        max = number;
    }

    /** From now on so many may come from one address; those that there are stay. */
    public void bound(Arrivals.Bounds bounds) {
        arrivals.bound(bounds);
    }

    /** What a refusal is, all but the id of its request, which goes in the place of the one percent sign. */
    private static String refusal(String status, int retrySeconds, String body) {
        return String.join(
                "\r\n",
                "HTTP/1.1 " + status,
                "content-type: text/plain; charset=utf-8",
                "content-length: " + body.length(),
                "retry-after: " + retrySeconds,
                Cors.LINE,
                "connection: close",
                RequestIds.HEADER + ": %",
                "",
                body);
    }

    /**
     * A connection that may stay, counted until it closes; null for one that is being refused.
     *
     * @param plain whether the client understands HTTP that is sent to him now; else it is closed without a word
     */
    Connection admit(Channel channel, boolean plain) {
        Connection connection = new Connection(channel, bugs);
        int now = count.incrementAndGet();
        if (now <= max) {
            open.add(channel);
            admitted.add(connection);
            channel.closeFuture().addListener(closed -> ended(connection));
            return connection;
        }
        channel.closeFuture().addListener(closed -> ended(connection));
        refuse(connection, Cause.REFUSED, plain ? FULL : "");
        return null;
    }

    /** Whether its address may have this one too, now that it is known whose it is; one that may not is being refused. */
    boolean lets(Connection connection) {
        Optional<Arrivals.Visit> visit = arrivals.arrive(connection.peer());
        if (visit.isPresent()) {
            connection.isCounted(visit.get());
            return true;
        }
        LOG.atWarn()
                .addKeyValue("peer", Connection.text(connection.peer()))
                .addKeyValue("so_far", ended(Cause.FLOODING))
                .log("an address opens more connections than it may");
        refuse(connection, Cause.FLOODING, connection.isSecure() ? "" : TOO_FAST);
        return false;
    }

    /** @param answer empty for none */
    private void refuse(Connection connection, Cause cause, String answer) {
        Channel channel = connection.channel();
        String id = RequestIds.fresh();
        connection.ending(cause, "request " + id);
        if (answer.isEmpty()) {
            channel.close();
            return;
        }
        boolean care = lingering.incrementAndGet() <= MAX_LINGERING;
        channel.closeFuture().addListener(closed -> lingering.decrementAndGet());
        channel.writeAndFlush(Unpooled.copiedBuffer(answer.replace("%", id), StandardCharsets.US_ASCII))
                .addListener(care ? new LingeringClose(channel) : closed -> channel.close());
    }

    private void ended(Connection connection) {
        count.decrementAndGet();
        admitted.remove(connection);
        connection.isOver();
        ConnectionEnd end = connection.end();
        ends.get(end.cause()).increment();
        LOG.atDebug()
                .addKeyValue("peer", Connection.text(connection.peer()))
                .addKeyValue("reason", end.cause().word())
                .addKeyValue("detail", end.detail())
                .log("connection ended");
    }

    /** How many there are. */
    public int count() {
        return count.get();
    }

    /** How many there may be. */
    public int most() {
        return max;
    }

    /** How many have ended so. */
    public long ended(Cause cause) {
        return ends.get(cause).sum();
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * From now on each answer is the last on its connection; those that wait for nothing are closed. Who has just been accepted has asked
     * for something already, as far as he knows: he has a moment for that to arrive.
     */
    public void closeIdle() {
        closing = true;
        for (Channel channel : open) {
            EventLoop loop = channel.eventLoop();
            loop.execute(closeIfIdle(channel, false));
            loop.schedule(closeIfIdle(channel, true), FIRST_REQUEST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Runnable closeIfIdle(Channel channel, boolean tooLate) {
        return bugs.guard("close of a connection that waits", () -> {
            Conversation conversation = channel.pipeline().get(Conversation.class);
            if (conversation != null) {
                conversation.closeIfIdle(tooLate);
            }
        });
    }

    /** Closes what is left, because this program ends. */
    public Future<Void> closeAll() {
        admitted.forEach(connection -> connection.ending(Cause.SHUTDOWN, "not ended in time"));
        return open.close();
    }

    /** Completed when every connection that is open now has closed. */
    public Future<Void> allClosed() {
        return open.newCloseFuture();
    }
}
