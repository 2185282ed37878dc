package io.acexy.server.http;

import io.acexy.core.Bugs;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;

/** One connection, whatever happens on it: knows why it ends. Any thread. */
public final class Connection {

    private final Channel channel;
    private final Bugs bugs;
    private final AtomicReference<ConnectionEnd> end = new AtomicReference<>();

    /** What a proxy before this one has said of it; null where none has. */
    private volatile Said said;

    private volatile Arrivals.Visit visit = Arrivals.Visit.FREE;
    private volatile boolean secure;
    private volatile boolean vouchedFor;
    private volatile Kin kin = Kin.NONE;

    /** Which other process of this proxy is at the other end. */
    public enum Kin {
        /** It is anybody else. */
        NONE,
        /** One that this one has taken over from; or any, on a connection on which no key was shown. */
        ANY,
        /** One that has taken over from this one. */
        HEIR
    }

    /** @param client null where it is nobody who could be named */
    private record Said(InetSocketAddress client, boolean secure) {}

    /** @param bugs hears of what is thrown and is not the network's */
    public Connection(Channel channel, Bugs bugs) {
        this.channel = channel;
        this.bugs = bugs;
    }

    /** What it is made of. */
    public Channel channel() {
        return channel;
    }

    /**
     * A proxy that is believed has said whose connection this is.
     *
     * @param client null where it is nobody who could be named
     * @param secure whether the client speaks TLS with it
     */
    void isSaidToComeFrom(InetSocketAddress client, boolean secure) {
        said = new Said(client, secure);
    }

    /** It is counted among those of its address. */
    void isCounted(Arrivals.Visit as) {
        visit = as;
    }

    /** Whether no request is under way on it. */
    void waits(boolean now) {
        visit.waits(now);
    }

    /** It has closed. */
    void isOver() {
        visit.over();
    }

    /** TLS is spoken on it. */
    void becomesSecure() {
        secure = true;
    }

    /** The client has shown a certificate, and somebody vouches for it who has the operator's trust. */
    void becomesVouchedFor() {
        vouchedFor = true;
    }

    /** Whether who asks speaks TLS, as far as this connection tells. */
    boolean isSecure() {
        return secure || (said != null && said.secure);
    }

    /** Another process of this proxy is at the other end. */
    public void becomesKin(Kin which) {
        kin = which;
    }

    public Kin kin() {
        return kin;
    }

    /** Whether the client has shown a certificate that is as good as a key. */
    public boolean isVouchedFor() {
        return vouchedFor;
    }

    /** The other end, or whom it is said to speak for; null where that has no address. */
    public InetSocketAddress peer() {
        Said known = said;
        if (known != null) {
            return known.client;
        }
        return channel.remoteAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** An address as logs show it; empty where there is none. */
    public static String text(InetSocketAddress address) {
        return address == null ? "" : NetUtil.toSocketAddressString(address);
    }

    /** Says why it is about to end, unless that has been said. */
    public void ending(Cause cause, String detail) {
        end.compareAndSet(null, new ConnectionEnd(cause, detail));
    }

    /** Closes it for a reason. */
    public void close(Cause cause, String detail) {
        ending(cause, detail);
        channel.close();
    }

    /** What a handler has caught ends it: as the network's doing, or as a mistake that is reported with its stack. */
    public void broken(Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("connection of " + text(peer()), cause);
            close(Cause.INTERNAL, cause.toString());
        } else {
            close(Cause.BROKEN, String.valueOf(cause.getMessage()));
        }
    }

    /** A task of this connection's, for a timer, a future or a loop: what it throws ends the connection. */
    public Runnable guard(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                broken(e);
            }
        };
    }

    /** Where mistakes go. */
    Bugs bugs() {
        return bugs;
    }

    /** Why it has ended; when nobody has said why, the other end has closed it. */
    public ConnectionEnd end() {
        ConnectionEnd first = end.get();
        return first == null ? ConnectionEnd.of(Cause.CLIENT_LEFT) : first;
    }
}
