package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * acexy.jar as a process of the Java that runs the tests, without what the surrounding environment would change. Closing
 * it ends it, whatever it does.
 */
public final class AcexyProcess implements AutoCloseable {

    /** 128 and SIGTERM, as every JVM ends that was told to. */
    public static final int TERMINATED = 143;

    private static final long PATIENCE_SECONDS = Patience.LIMIT.toSeconds();

    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final List<String> read = new ArrayList<>();

    private AcexyProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "acexy-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** All the time, so that the process never waits for whoever reads. */
    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().map(Optional::of).forEach(lines::add);
        } catch (IOException | UncheckedIOException closed) {
            // nobody wants to know more
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** The next line; null when the output has ended. */
    private String line() throws InterruptedIOException {
        Optional<String> line = poll();
        assertThat(line)
                .as("it says something, or ends, in time, after %s", read)
                .isNotNull();
        line.ifPresentOrElse(read::add, () -> lines.add(Optional.empty()));
        return line.orElse(null);
    }

    private Optional<String> poll() throws InterruptedIOException {
        try {
            return lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while its output was awaited");
        }
    }

    /** The jar that the build made. */
    public static Path jar() {
        Path jar = Path.of("..", "proxy-server", "target", "acexy.jar");
        assertThat(jar).as("packaged by: mvn verify").exists();
        return jar;
    }

    /** Starts it; both of its outputs are read as one. */
    public static AcexyProcess start(String... args) throws IOException {
        return run(command(args));
    }

    /** Starts it in an environment that somebody has prepared. */
    public static AcexyProcess startIn(Map<String, String> environment, String... args) throws IOException {
        return run(command(args), environment);
    }

    /** Starts it where a process may have so many files and sockets open and no more. */
    public static AcexyProcess startWithDescriptors(int limit, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
        command.addAll(command(args));
        return run(command);
    }

    /** Starts it with so much memory for what is on its way, and no more. */
    public static AcexyProcess startWithDirectMemory(int mebibytes, String... args) throws IOException {
        List<String> command = command(args);
        command.add(1, "-XX:MaxDirectMemorySize=" + mebibytes + "m");
        return run(command);
    }

    /** What starts it. */
    static List<String> command(String... args) {
        return command(List.of("-XX:SharedArchiveFile=" + ClassArchive.file()), args);
    }

    /** What starts it with these options of Java. */
    static List<String> command(List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(args));
        return command;
    }

    static AcexyProcess run(List<String> command) throws IOException {
        return run(command, Map.of());
    }

    static AcexyProcess run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ACEXY_") || name.contains("JAVA_"));
        builder.environment().putAll(environment);
        return new AcexyProcess(builder.start());
    }

    /** The first line that holds a text; fails when the output ends before. */
    public String await(String text) throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("the output ended without \"" + text + "\": " + read);
    }

    /** Waits until it listens, on an IPv4 address, and says where. */
    public InetSocketAddress awaitAddress() throws IOException {
        String address = await("listening").replaceAll(".* address=\\D*([0-9.]+:[0-9]+).*", "$1");
        assertThat(address).matches("[0-9.]+:[1-9][0-9]*");
        int colon = address.indexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Asks it to end as a service manager does. Through the handle, because Process.destroy closes the pipes as well. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends it a signal, by a name without SIG; {@link Process} knows only those that end. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    public long pid() {
        return process.pid();
    }

    /** Writes a line to what it reads. */
    void tell(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Whom it has started. */
    Stream<ProcessHandle> children() {
        return process.children();
    }

    /** Ends it in the middle of whatever it does. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Reads on to the end, and returns the exit code. */
    public int exitCode() throws IOException, InterruptedException {
        while (line() != null) {
            // kept
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Every line so far. */
    public List<String> output() {
        return read;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
