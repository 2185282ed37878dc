package io.acexy.server.reload;

import io.acexy.server.config.ProxyConfig;
import java.io.IOException;
import java.util.function.Consumer;

/** Something that can take other settings over while it runs. Called on the thread of {@link Reload}. */
@FunctionalInterface
public interface Part {

    /**
     * Reads and checks everything that may fail. May block.
     *
     * @return takes it over, and cannot fail
     * @throws IOException in words for the operator; nothing has changed
     */
    Runnable prepare(ProxyConfig next) throws IOException;

    /** One in which nothing may fail. */
    static Part of(Consumer<ProxyConfig> take) {
        return next -> () -> take.accept(next);
    }
}
