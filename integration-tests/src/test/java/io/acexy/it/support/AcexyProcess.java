package io.acexy.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * acexy.jar as a process of the Java that runs the tests, without what the surrounding environment would change. Closing
 * it ends it, whatever it does.
 */
final class AcexyProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;
    private final List<String> read = new ArrayList<>();

    private AcexyProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static Path jar() {
        Path jar = Path.of("..", "proxy-server", "target", "acexy.jar");
        assertThat(jar).as("packaged by: mvn verify").exists();
        return jar;
    }

    /** Starts it; both of its outputs are read as one. */
    static AcexyProcess start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ACEXY_") || name.contains("JAVA_"));
        return new AcexyProcess(builder.start());
    }

    /** The first line that holds a text; fails when the output ends before. */
    String await(String text) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("the output ended without \"" + text + "\": " + read);
    }

    /** Asks it to end as a service manager does. Through the handle, because Process.destroy closes the pipes as well. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Reads on to the end, and returns the exit code. */
    int exitCode() throws IOException, InterruptedException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Every line so far. */
    List<String> output() {
        return read;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
