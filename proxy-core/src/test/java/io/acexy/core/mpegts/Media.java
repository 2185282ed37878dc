package io.acexy.core.mpegts;

import io.acexy.testkit.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Real media, made and judged by ffmpeg and ffprobe. */
final class Media {

    /** Three seconds of picture at 25 frames a second. */
    static final List<String> PICTURE = List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3");

    static final List<String> TONE = List.of("-f", "lavfi", "-i", "sine=r=48000:d=3");

    /** A line of ffprobe about a packet flagged as keyframe. */
    private static final Pattern PACKET = Pattern.compile("\\|pos=(\\d+)\\|flags=K");

    private static final Path MADE = Path.of("target", "media");

    private static final long PATIENCE_SECONDS = Patience.LIMIT.toSeconds();

    private Media() {}

    /**
     * Encodes the inputs into a transport stream called {@code name}; once in a build, for all JVMs that run its tests: the same command
     * makes the same bytes.
     */
    static byte[] make(Path directory, String name, List<List<String>> inputs, String... options) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        inputs.forEach(command::addAll);
        command.addAll(List.of("-pix_fmt", "yuv420p", "-threads", "1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-f", "mpegts"));
        Path made = MADE.resolve(UUID.nameUUIDFromBytes(command.toString().getBytes(StandardCharsets.UTF_8)) + ".ts");
        if (!Files.exists(made)) {
            keep(encoded(directory, name, command), made);
        }
        return read(made);
    }

    private static Path encoded(Path directory, String name, List<String> command) {
        Path file = directory.resolve(name);
        String complaint = run(directory, command, file.toString());
        if (!complaint.isEmpty()) {
            throw new IllegalStateException(complaint);
        }
        return file;
    }

    /** Another JVM may be doing the same: nobody sees half of a file. */
    private static void keep(Path file, Path made) {
        try {
            Files.createDirectories(MADE);
            Path whole = Files.createTempFile(MADE, "new", ".ts");
            Files.copy(file, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Byte offsets of the packets in which ffprobe sees the video's keyframes begin. */
    static List<Long> keyframes(Path directory, byte[] stream) {
        Path file = write(directory, stream);
        String listing = run(
                directory,
                List.of("ffprobe", "-v", "error", "-select_streams", "v", "-show_packets", "-of", "compact"),
                file.toString());
        return PACKET.matcher(listing)
                .results()
                .map(packet -> Long.valueOf(packet.group(1)))
                .toList();
    }

    /** What ffmpeg has to say, from warnings upwards, when it decodes the stream; empty when all is well. */
    static String decode(Path directory, byte[] stream) {
        Path file = write(directory, stream);
        return run(directory, List.of("ffmpeg", "-nostdin", "-v", "warning", "-i", file.toString()), "-f", "null", "-");
    }

    private static String run(Path directory, List<String> command, String... more) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(more));
        Path output = directory.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running: " + whole);
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(whole + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path directory, byte[] stream) {
        try {
            return Files.write(directory.resolve("judged.ts"), stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
