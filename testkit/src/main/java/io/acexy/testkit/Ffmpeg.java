package io.acexy.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real ffmpeg as a judge of streams. A test's thread runs it and waits; it is ended whatever happens. */
public final class Ffmpeg {

    /** Writes the input of a run; the stream is closed afterwards. */
    public interface Feed {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final long PATIENCE_SECONDS = Patience.LIMIT.toSeconds();

    private Ffmpeg() {}

    /** What was printed from level "warning" upwards while a file or URL was decoded: nothing, if all is well. */
    public static String warningsOf(String input, String... options) throws Exception {
        return run(out -> {}, command(input, options));
    }

    /** As above, of bytes in memory. */
    public static String warningsOf(byte[] stream) throws Exception {
        return warningsOf(out -> out.write(stream));
    }

    /** As above, of bytes that are made while it runs. */
    public static String warningsOf(Feed feed, String... options) throws Exception {
        return run(feed, command("pipe:0", options));
    }

    /** Runs any command line and returns all that it printed. */
    public static String run(Feed feed, List<String> command) throws Exception {
        Path printed = Files.createTempFile("ffmpeg", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            feed(process, feed);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command.get(0) + " still runs: " + Files.readString(printed));
            }
            return Files.readString(printed, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }

    /** A program that has seen enough reads no further: what it has printed is its verdict. */
    private static void feed(Process process, Feed feed) {
        try (OutputStream in = process.getOutputStream()) {
            feed.writeTo(in);
        } catch (IOException brokenPipe) {
            // It has ended, or will.
        }
    }

    private static List<String> command(String input, String... options) {
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-v", "warning", "-i", input));
        command.addAll(List.of(options));
        command.addAll(List.of("-f", "null", "-"));
        return command;
    }
}
