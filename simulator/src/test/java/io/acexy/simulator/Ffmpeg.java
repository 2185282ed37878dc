package io.acexy.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real ffmpeg as a judge: what it prints about a stream. */
public final class Ffmpeg {

    /** Writes the input of a run; the stream is closed afterwards. */
    public interface Feed {
        void writeTo(OutputStream out) throws IOException;
    }

    private Ffmpeg() {}

    /** Decodes everything and returns what was printed at level "warning": nothing, if all is well. */
    public static String warningsOfDecoding(String input, String... options) throws Exception {
        return run(out -> {}, command(input, options));
    }

    /** As above, from a pipe. */
    public static String warningsOfDecoding(Feed feed, String... options) throws Exception {
        return run(feed, command("pipe:0", options));
    }

    /** Runs a whole command line and returns all it printed. */
    public static String run(Feed feed, List<String> command) throws Exception {
        Path printed = Files.createTempFile("ffmpeg", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                feed.writeTo(in);
            }
            if (!process.waitFor(100, TimeUnit.SECONDS)) {
                throw new AssertionError("ffmpeg still runs: " + Files.readString(printed));
            }
            return Files.readString(printed, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
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
