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

    private final Map<String, String> always;
    private final Optional<KeyFile> file;
    private final KeyRing admin;

    private volatile KeyRing ring;
    private volatile Consumer<Set<String>> revoked = names -> {};
    private volatile Set<String> names = Set.of();
    private String trouble = "";
    private Optional<Watch> watch = Optional.empty();

    private Keys(AccessConfig.Keys config) {
        this.always = config.named();
        this.file = config.file().toString().isEmpty() ? Optional.empty() : Optional.of(new KeyFile(config.file()));
        this.admin = new KeyRing(config.admin().isEmpty() ? Map.of() : Map.of("admin", config.admin()));
    }

    /**
     * Reads the keys, and goes on to look at their file if there is one. Blocks.
     *
     * @throws IOException where the file cannot be read: at the start nobody has to guess whose keys hold
     */
    public static Keys open(AccessConfig.Keys config, Bugs bugs) throws IOException {
        Keys keys = new Keys(config);
        keys.take(keys.file.isPresent() ? keys.readFirst() : Map.of());
        keys.watch = keys.file.map(file -> new Watch("keys", bugs, keys::look));
        return keys;
    }

    /** Hears whose keys are no longer valid, on a thread of its own. */
    public void onRevoked(Consumer<Set<String>> listener) {
        revoked = listener;
    }

    /** Who holds this key; the admin's is no one's. */
    Optional<String> holder(String key) {
        return ring.holder(key);
    }

    boolean isAdmin(String key) {
        return admin.holder(key).isPresent();
    }

    /** How many there are, without the admin's. */
    public int count() {
        return names.size();
    }

    boolean hasAdmin() {
        return !admin.isEmpty();
    }

    private Map<String, String> readFirst() throws IOException {
        try {
            return file.orElseThrow().read();
        } catch (IOException e) {
            throw new IOException("acexy.access.keys.file (" + file.orElseThrow() + "): " + KeyFile.words(e), e);
        }
    }

    /** Reads the file again where it has changed. */
    synchronized void look() {
        KeyFile read = file.orElseThrow();
        if (!read.hasChanged()) {
            return;
        }
        try {
            Set<String> gone = take(read.read());
            trouble = "";
            LOG.atInfo()
                    .addKeyValue("keys", count())
                    .addKeyValue("revoked", gone.size())
                    .log("keys were read again");
            if (!gone.isEmpty()) {
                revoked.accept(gone);
            }
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

    /** @return who has lost his key */
    private synchronized Set<String> take(Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(always);
        for (Map.Entry<String, String> one : more.entrySet()) {
            if (all.containsKey(one.getKey()) || all.containsValue(one.getValue()) || isAdmin(one.getValue())) {
                throw new IOException("the name or the key of " + one.getKey() + " is in the settings too");
            }
        }
        all.putAll(more);
        KeyRing next = new KeyRing(all);
        Set<String> gone = new HashSet<>(names);
        KeyRing before = ring;
        gone.removeIf(name -> before.agrees(next, name));
        names = Set.copyOf(all.keySet());
        ring = next;
        return gone;
    }

    @Override
    public void close() {
        watch.ifPresent(Watch::close);
    }
}
