package io.acexy.server.channels;

import io.acexy.core.Bugs;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One text that outlives this process, in a file of {@code acexy.data}; where that names no folder, nothing is kept. It is written on a
 * thread of its own, which is there while there is something to write, and of several texts only the last. Any thread, but for what
 * says otherwise.
 */
public final class Keepsake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keepsake.class);

    private static final int LARGEST = 16 << 20;
    private static final long END_MILLIS = 500;

    private final Optional<Path> file;
    private final Bugs bugs;
    private final AtomicReference<String> waiting = new AtomicReference<>();
    private final ThreadPoolExecutor thread;

    /**
     * Reads and writes nothing yet.
     *
     * @param data the folder; empty where nothing is to be kept
     * @param name of the file
     */
    public Keepsake(Path data, String name, Bugs bugs) {
        this.file = data.toString().isEmpty() ? Optional.empty() : Optional.of(data.resolve(name));
        this.bugs = bugs;
        this.thread = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory("acexy-keep", true));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * What an earlier process has kept; empty where there is nothing, or nothing that can be read. What is no UTF-8 in it is replaced:
     * whoever reads a text leaves out what he does not understand. Blocks: for the start.
     */
    public String read() {
        if (file.isEmpty()) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it has more than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            tell("what was kept cannot be read", e);
            return "";
        }
    }

    /** Keeps this in place of what was kept before. */
    public void write(String text) {
        if (file.isPresent() && waiting.getAndSet(text) == null && !thread.isShutdown()) {
            thread.execute(() -> bugs.run("a file that outlives this process", this::flush, () -> {}));
        }
    }

    private void flush() {
        String text = waiting.getAndSet(null);
        Path place = file.orElseThrow();
        try {
            Path folder = Files.createDirectories(place.toAbsolutePath().getParent());
            Path made = Files.createTempFile(folder, place.getFileName().toString(), ".tmp");
            try {
                Files.writeString(made, text);
                // Whoever reads it, after whatever has happened, finds the old one or the new one, and never a half.
                Files.move(made, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            tell("this is not kept: a restart will have forgotten it", e);
        }
    }

    private void tell(String what, IOException why) {
        LOG.atWarn()
                .addKeyValue("file", file.orElseThrow())
                .addKeyValue("reason", why.toString())
                .log(what);
    }

    /** What waits is still written. Blocks: for the end. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
