package io.acexy.server.access;

import io.acexy.core.Bugs;
import io.acexy.server.config.AccessConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are valid now: those of the settings, and those of a file that is looked at twice a second. A file that cannot be read
 * changes nothing, and is told once. Any thread may ask.
 */
public final class Keys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final Bugs bugs;
    private volatile Held held;
    private volatile Consumer<Set<String>> revoked = names -> {};
    private String trouble = "";
    private Optional<Watch> watch = Optional.empty();

    /**
     * What is valid, exchanged as a whole.
     *
     * @param always those of the settings
     * @param file more of them
     * @param names who holds one
     */
    private record Held(
            Map<String, String> always, Optional<KeyFile> file, KeyRing admin, KeyRing ring, Set<String> names) {}

    private Keys(Held held, Bugs bugs) {
        this.held = held;
        this.bugs = bugs;
    }

    /**
     * Reads the keys, and goes on to look at their file if there is one. Blocks.
     *
     * @throws IOException where the file cannot be read: at the start nobody has to guess whose keys hold
     */
    public static Keys open(AccessConfig.Keys config, Bugs bugs) throws IOException {
        Keys keys = new Keys(read(config), bugs);
        keys.watch();
        return keys;
    }

    private static Held read(AccessConfig.Keys config) throws IOException {
        KeyRing admin = new KeyRing(config.admin().isEmpty() ? Map.of() : Map.of("admin", config.admin()));
        if (config.file().toString().isEmpty()) {
            return held(config.named(), Optional.empty(), admin, Map.of());
        }
        KeyFile file = new KeyFile(config.file());
        try {
            return held(config.named(), Optional.of(file), admin, file.read());
        } catch (IOException e) {
            throw new IOException("acexy.access.keys.file (" + file + "): " + KeyFile.words(e), e);
        }
    }

    private static Held held(
            Map<String, String> always, Optional<KeyFile> file, KeyRing admin, Map<String, String> more)
            throws IOException {
        Map<String, String> all = new HashMap<>(always);
        for (Map.Entry<String, String> one : more.entrySet()) {
            if (all.containsKey(one.getKey())
                    || all.containsValue(one.getValue())
                    || admin.holder(one.getValue()).isPresent()) {
                throw new IOException("the name or the key of " + one.getKey() + " is in the settings too");
            }
        }
        all.putAll(more);
        return new Held(always, file, admin, new KeyRing(all), Set.copyOf(all.keySet()));
    }

    /**
     * Reads those of other settings, their file among them. Blocks.
     *
     * @return makes them valid, and sends away who has lost his
     * @throws IOException where the file cannot be read; nothing has changed
     */
    public Runnable prepare(AccessConfig.Keys config) throws IOException {
        Held next = read(config);
        return () -> {
            take(next);
            look(); // at what has been written since
        };
    }

    /** Hears whose keys are no longer valid, on a thread of its own. */
    public void onRevoked(Consumer<Set<String>> listener) {
        revoked = listener;
    }

    /** Who holds this key; the admin's is no one's. */
    Optional<String> holder(String key) {
        return held.ring.holder(key);
    }

    boolean isAdmin(String key) {
        return held.admin.holder(key).isPresent();
    }

    /** How many there are, without the admin's. */
    public int count() {
        return held.names.size();
    }

    boolean hasAdmin() {
        return !held.admin.isEmpty();
    }

    /** Reads the file again where it has changed. */
    synchronized void look() {
        Held last = held;
        if (last.file.isEmpty() || !last.file.get().hasChanged()) {
            return;
        }
        KeyFile read = last.file.get();
        try {
            take(held(last.always, last.file, last.admin, read.read()));
        } catch (IOException e) {
            if (!KeyFile.words(e).equals(trouble)) {
                trouble = KeyFile.words(e);
                LOG.atWarn()
                        .addKeyValue("file", read)
                        .addKeyValue("reason", trouble)
                        .log("the file of keys cannot be read: those that were read last hold");
            }
        }
    }

    private synchronized void take(Held next) {
        Set<String> gone = new HashSet<>(held.names);
        KeyRing before = held.ring;
        gone.removeIf(name -> before.agrees(next.ring, name));
        held = next;
        trouble = "";
        watch();
        LOG.atInfo()
                .addKeyValue("keys", count())
                .addKeyValue("revoked", gone.size())
                .log("keys were read again");
        if (!gone.isEmpty()) {
            revoked.accept(gone);
        }
    }

    /** Looks at the file for as long as there is one. */
    private synchronized void watch() {
        if (held.file.isPresent() && watch.isEmpty()) {
            watch = Optional.of(new Watch("keys", bugs, this::look));
        }
    }

    @Override
    public synchronized void close() {
        watch.ifPresent(Watch::close);
    }
}
