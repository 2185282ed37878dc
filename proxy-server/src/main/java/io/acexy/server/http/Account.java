package io.acexy.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One request on its way, for the access log: told once, when its answer has gone out or its connection has ended. Confined to
 * the connection's loop.
 */
final class Account {

    /** What nginx calls a client who has closed the connection before he was answered. */
    private static final int CLIENT_CLOSED = 499;

    private static final String COMPLETE = "complete";

    private final AccessLog log;
    private final Trail trail;
    private final Connection connection;
    private final Ticker ticker;
    private final long began;
    private int status = CLIENT_CLOSED;
    private LongSupplier bytes;
    private boolean told;

    Account(AccessLog log, Trail trail, Connection connection) {
        this.log = log;
        this.trail = trail;
        this.connection = connection;
        this.ticker = connection.channel().eventLoop().ticker();
        this.began = ticker.nanoTime();
        this.bytes = trail::sent;
    }

    /** The head is on its way. */
    void answered(HttpResponseStatus with) {
        status = with.code();
    }

    /** How many bytes of its body have gone out. */
    void counts(LongSupplier sent) {
        bytes = sent;
    }

    /** Its last byte is on its way. */
    void ends(Future<Void> written) {
        written.addListener(done -> tell(done.isSuccess() ? COMPLETE : reason()));
    }

    /** There is no connection any more. */
    void gone() {
        tell(reason());
    }

    private String reason() {
        return connection.end().cause().word();
    }

    private void tell(String end) {
        if (!told) {
            told = true;
            trail.end();
            log.ended(new AccessLog.Served(
                    trail, status, bytes.getAsLong(), end, Duration.ofNanos(ticker.nanoTime() - began)));
        }
    }
}
