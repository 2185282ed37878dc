package io.acexy.server.channels;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to outlive a source's bad days, and this process: in files where there is a folder for them, else in memory. A file is
 * whole or not there. One thread at a time; blocks.
 */
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    private final Optional<Path> folder;
    private final Map<String, byte[]> memory = new ConcurrentHashMap<>();

    private Shelf(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Opens one, and says so where it cannot keep anything. */
    static Shelf open(Path data) {
        if (data.toString().isEmpty()) {
            LOG.atInfo().log("lists are kept in memory only: acexy.data names no folder");
            return new Shelf(Optional.empty());
        }
        Path folder = data.resolve("channels");
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "try", ".tmp"));
            return new Shelf(Optional.of(folder));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("reason", e.toString())
                    .log("lists are kept in memory only: the folder cannot be written to");
            return new Shelf(Optional.empty());
        }
    }

    /** Writes something new, which is there when it is whole. */
    void put(String name, Contents contents) throws IOException {
        if (folder.isEmpty()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            contents.writeTo(bytes);
            memory.put(name, bytes.toByteArray());
            return;
        }
        Path made = Files.createTempFile(folder.get(), name, ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(made)) {
                contents.writeTo(out);
            }
            Files.move(made, folder.get().resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Puts what is there under one name in the place of what is under another. */
    void move(String from, String to) throws IOException {
        if (folder.isEmpty()) {
            memory.put(to, memory.remove(from));
        } else {
            Files.move(folder.get().resolve(from), folder.get().resolve(to), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What is there under a name. */
    Optional<InputStream> get(String name) throws IOException {
        if (folder.isEmpty()) {
            return Optional.ofNullable(memory.get(name)).map(ByteArrayInputStream::new);
        }
        try {
            return Optional.of(Files.newInputStream(folder.get().resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The same as text; empty where there is nothing. */
    String text(String name) throws IOException {
        Optional<InputStream> found = get(name);
        if (found.isEmpty()) {
            return "";
        }
        try (InputStream in = found.get()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void putText(String name, String text) throws IOException {
        put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes what is to be kept. */
    interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }
}
