package io.acexy.server.access;

import io.acexy.core.Bugs;
import io.acexy.server.config.AccessConfig;
import io.acexy.server.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses that open one content for a while, because they are signed (HMAC-SHA-256) with a secret of the operator's: those of the
 * settings, and those of a file that is looked at twice a second. The first signs, all verify, so that they can be exchanged. Any thread
 * may ask.
 */
public final class Signatures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);

    private final InstantSource clock;
    private final Bugs bugs;
    private volatile Held held;
    private String trouble = "";
    private Optional<Watch> watch = Optional.empty();

    /**
     * What signs and verifies, exchanged as a whole.
     *
     * @param always those of the settings
     * @param file more of them
     * @param secrets all of them
     */
    private record Held(List<String> always, Optional<KeyFile> file, List<String> secrets) {}

    private Signatures(Held held, InstantSource clock, Bugs bugs) {
        this.held = held;
        this.clock = clock;
        this.bugs = bugs;
    }

    /**
     * Reads the secrets once. Blocks.
     *
     * @throws IOException where their file cannot be read, in words and without a secret
     */
    public static Signatures read(AccessConfig.Signing config, InstantSource clock) throws IOException {
        return new Signatures(read(config), clock, new Bugs());
    }

    /**
     * Reads the secrets, and goes on to look at their file if there is one. Blocks.
     *
     * @throws IOException where it cannot be read
     */
    public static Signatures open(AccessConfig.Signing config, InstantSource clock, Bugs bugs) throws IOException {
        Signatures signatures = new Signatures(read(config), clock, bugs);
        signatures.watch();
        return signatures;
    }

    private static Held read(AccessConfig.Signing config) throws IOException {
        if (config.file().toString().isEmpty()) {
            return new Held(config.secrets(), Optional.empty(), config.secrets());
        }
        KeyFile file = new KeyFile(config.file());
        try {
            return held(config.secrets(), file);
        } catch (IOException e) {
            throw new IOException("acexy.access.sign.secret.file (" + file + "): " + KeyFile.words(e), e);
        }
    }

    private static Held held(List<String> always, KeyFile file) throws IOException {
        List<String> all = new ArrayList<>(always);
        all.addAll(file.secrets());
        return new Held(always, Optional.of(file), List.copyOf(all));
    }

    /**
     * Reads those of other settings, their file among them. Blocks.
     *
     * @return makes them hold
     * @throws IOException where the file cannot be read; nothing has changed
     */
    public Runnable prepare(AccessConfig.Signing config) throws IOException {
        Held next = read(config);
        return () -> {
            take(next);
            look(); // at what has been written since
        };
    }

    private synchronized void take(Held next) {
        held = next;
        trouble = "";
        watch();
    }

    /** Looks at the file for as long as there is one. */
    private synchronized void watch() {
        if (held.file.isPresent() && watch.isEmpty()) {
            watch = Optional.of(new Watch("secrets", bugs, this::look));
        }
    }

    /** Reads the file again where it has changed; one that cannot be read changes nothing, and is told once. */
    synchronized void look() {
        Held last = held;
        if (last.file.isEmpty() || !last.file.get().hasChanged()) {
            return;
        }
        try {
            take(held(last.always, last.file.get()));
            LOG.atInfo().addKeyValue("secrets", held.secrets.size()).log("secrets for signatures were read again");
        } catch (IOException e) {
            if (!KeyFile.words(e).equals(trouble)) {
                trouble = KeyFile.words(e);
                LOG.atWarn()
                        .addKeyValue("file", last.file.get())
                        .addKeyValue("reason", trouble)
                        .log("the file of secrets cannot be read: those that were read last hold");
            }
        }
    }

    /** Whether there is a secret to sign with. */
    public boolean canSign() {
        return !held.secrets.isEmpty();
    }

    /**
     * Signs an address.
     *
     * @param url path and query, or all of it
     * @param time how long it may be begun to be used
     * @param networks from where it may be used; nothing for everywhere
     * @param holder whom the status shows; nothing for nobody
     * @throws IllegalArgumentException with what cannot be signed, and where there is no secret
     */
    public String sign(String url, Duration time, Optional<String> networks, Optional<String> holder) {
        return signer().sign(url, time, networks, holder);
    }

    /** What is to be thought of a request that shows a signature. */
    Signer.Verdict verdict(Request request) {
        return signer().verdict(request);
    }

    private Signer signer() {
        return new Signer(held.secrets, clock);
    }

    @Override
    public synchronized void close() {
        watch.ifPresent(Watch::close);
    }
}
