package io.acexy.it.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** acexy.jar as a process, whose output is a file. */
final class ProxyProcess implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);

    private final SoakOptions options;
    private final Process process;
    private final Path log;
    private final int number;

    private ProxyProcess(SoakOptions options, Process process, Path log, int number) {
        this.options = options;
        this.process = process;
        this.log = log;
        this.number = number;
    }

    static ProxyProcess start(SoakOptions options, int number, Path settings, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        options.java().toString(),
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=384m",
                        "-jar",
                        SoakOptions.JAR.toString(),
                        "--config=" + settings)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ACEXY_") || name.contains("JAVA_"));
        return new ProxyProcess(options, builder.start(), log, number);
    }

    int number() {
        return number;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has written this. */
    void await(String text) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE;
        while (!Files.readString(log).contains(text)) {
            if (System.nanoTime() > limit || !process.isAlive()) {
                throw new IOException("process " + number + " has not written \"" + text + "\"; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Waits until it has ended; -1 where it does not. */
    int awaitExit(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void terminate() {
        process.toHandle().destroy();
    }

    /** Those whom it has started and that still run. */
    long children() {
        return process.descendants().count();
    }

    /** Lines of its log that tell of a mistake of this program. */
    List<String> mistakes() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(
                            line -> line.contains(" ERROR ") || line.contains("LEAK") || line.contains("OutOfMemory"))
                    .limit(20)
                    .toList();
        }
    }

    /** What the JVM answers to a question of jcmd. */
    String ask(String question) throws IOException, InterruptedException {
        Path beside = options.java().resolveSibling("jcmd");
        String jcmd = Files.isExecutable(beside) ? beside.toString() : "jcmd";
        Process asked = new ProcessBuilder(jcmd, Long.toString(pid()), question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
