package io.acexy.server;

import io.acexy.server.config.ProxyConfig;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;

/** Turns an exception at start into one line for the person who reads the console. */
final class StartFailure {

    private StartFailure() {}

    static String explain(ProxyConfig config, Throwable failure) {
        if (failure instanceof BindException || failure instanceof UnresolvedAddressException) {
            String reason = failure.getMessage() == null ? "the host is not known" : failure.getMessage();
            return "cannot listen on " + config.listen().address() + ": " + reason
                    + "; choose another address with --listen-addr or ACEXY_LISTEN_ADDR";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
