package io.acexy.orchestrator.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;

/** One call on its way: waiting for a connection, or on one. Confined to the transport's event loop. */
final class Exchange {

    final HttpCall call;

    private final Consumer<HttpOutcome> then;
    private Future<?> timeout;
    private Channel channel;
    private boolean sent;
    private boolean repeated;
    private boolean done;

    Exchange(HttpCall call, Consumer<HttpOutcome> then) {
        this.call = call;
        this.then = then;
    }

    void startTimer(Future<?> timer) {
        timeout = timer;
    }

    void sendingOn(Channel carrier) {
        channel = carrier;
        sent = true;
    }

    boolean isDone() {
        return done;
    }

    /** A pooled connection was closed before any byte of the answer: true, once, if the call may go out again. */
    boolean repeatOnce() {
        if (done || repeated || !call.repeatable()) {
            return false;
        }
        repeated = true;
        channel = null;
        return true;
    }

    void answered(HttpOutcome.Answered answer) {
        finish(answer);
    }

    void broken(HttpFault fault, String reason) {
        finish(new HttpOutcome.Broken(fault, sent, reason));
    }

    /** The time is over: the answer that may still come has no reader, so its connection goes too. */
    void timedOut() {
        Channel carrier = channel;
        broken(HttpFault.TIMEOUT, "no complete answer within " + call.timeout().toMillis() + " ms");
        if (carrier != null) {
            carrier.close();
        }
    }

    private void finish(HttpOutcome outcome) {
        if (done) {
            return;
        }
        done = true;
        channel = null;
        if (timeout != null) {
            timeout.cancel(false);
        }
        then.accept(outcome);
    }
}
