package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The classes of acexy.jar as the Java that runs the tests has read them once, for all processes that are started after that: it
 * halves what a start costs. Made by whoever needs it first; others wait for it, in other JVMs too.
 */
final class ClassArchive {

    private static final Path FILE = find();

    private ClassArchive() {}

    /** Where it is. It fits this Java and the jar as it is now. */
    static Path file() {
        return FILE;
    }

    private static Path find() {
        try {
            Path jar = AcexyProcess.jar();
            Path folder = jar.toAbsolutePath().getParent();
            String name = "acexy-" + Runtime.version().feature() + "-"
                    + Files.getLastModifiedTime(jar).toMillis() + ".jsa";
            Path archive = folder.resolve(name);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("acexy.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && Files.notExists(archive)) {
                    make(folder.resolve(name + ".part"), archive);
                }
            }
            return archive;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("no archive of classes", failed);
        }
    }

    /** One that plays, so that what players need is in it. */
    private static void make(Path part, Path archive) throws IOException, InterruptedException {
        List<String> command = AcexyProcess.command(
                List.of("-XX:ArchiveClassesAtExit=" + part), "--demo", "--listen-addr=127.0.0.1:0");
        try (AcexyProcess process = AcexyProcess.run(command)) {
            String url = process.await("/ace/getstream?id=").strip();
            try (InputStream media = URI.create(url).toURL().openStream()) {
                assertThat(media.readNBytes(188)).hasSize(188);
            }
            process.terminate();
            process.exitCode();
        }
        Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
