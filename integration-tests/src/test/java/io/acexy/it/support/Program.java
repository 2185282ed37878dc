package io.acexy.it.support;

import io.acexy.testkit.Patience;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs real programs, each to its end and none for longer than a minute and a half. */
public final class Program {

    private static final long PATIENCE_SECONDS = Patience.LIMIT.toSeconds();

    /** Where Debian keeps servers, which is not on everybody's PATH. */
    private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

    /**
     * What became of a run.
     *
     * @param output both outputs as one
     */
    public record Result(int exitCode, String output) {}

    private Program() {}

    /** Runs a program with these arguments and nothing to read. */
    public static Result run(String name, String... arguments) throws IOException, InterruptedException {
        return read(Path.of("/dev/null"), name, arguments);
    }

    /** Runs a program with these arguments, and lets it read a file from its standard input. */
    public static Result read(Path input, String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(find(name).toString());
        command.addAll(List.of(arguments));
        Path printed = Files.createTempFile(name, ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(printed.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " still runs: " + Files.readString(printed));
            }
            return new Result(process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }

    /** Where check.sh puts a program whose package would bring more. */
    private static String fetched() {
        String cache = System.getenv("XDG_CACHE_HOME");
        return (cache == null ? System.getProperty("user.home") + "/.cache" : cache) + "/acexy/programs";
    }

    private static Path find(String name) {
        Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1));
        return Stream.of(path, SERVERS.stream(), Stream.of(fetched()))
                .flatMap(directories -> directories)
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not installed; ./check.sh installs what tests need"));
    }
}
