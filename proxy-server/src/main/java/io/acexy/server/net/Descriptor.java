package io.acexy.server.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the system says of a file descriptor of this process: Linux only. */
final class Descriptor {

    private static final String FLAGS = "flags:";

    /** O_NONBLOCK, where Linux runs Netty's natives. */
    private static final int NON_BLOCKING = 04000;

    private Descriptor() {}

    /**
     * Whether it answers rather than waits.
     *
     * @throws IOException where there is no such descriptor
     */
    static boolean isNonBlocking(int descriptor) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/fdinfo/" + descriptor));
        return lines.stream()
                .filter(line -> line.startsWith(FLAGS))
                .map(line -> line.substring(FLAGS.length()).strip())
                .anyMatch(flags -> (Long.parseLong(flags, 8) & NON_BLOCKING) != 0);
    }
}
