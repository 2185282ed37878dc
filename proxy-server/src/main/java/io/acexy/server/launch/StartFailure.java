package io.acexy.server.launch;

import io.acexy.server.config.ProxyConfig;
import io.netty.channel.unix.Errors;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;

/** Turns an exception at start into one line for the person who reads the console. */
public final class StartFailure {

    private StartFailure() {}

    /** The line, without the name of the program. */
    public static String explain(ProxyConfig config, Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof UnresolvedAddressException) {
            return cannotListen(config, "the host is not known");
        }
        if (failure instanceof BindException) {
            return cannotListen(config, message);
        }
        if (failure instanceof Errors.NativeIoException && message.startsWith("bind(")) {
            // The native transports say "bind(..) failed with error(-98): Address already in use".
            return cannotListen(config, message.substring(message.lastIndexOf(": ") + 2));
        }
        return message.isEmpty() ? failure.toString() : message;
    }

    private static String cannotListen(ProxyConfig config, String reason) {
        return "cannot listen on " + config.listen().address() + ": " + reason
                + "; choose another address with --listen-addr or ACEXY_LISTEN_ADDR";
    }
}
