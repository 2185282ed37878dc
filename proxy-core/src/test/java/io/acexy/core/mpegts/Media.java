package io.acexy.core.mpegts;

import io.acexy.testkit.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Real media, made and judged by ffmpeg and ffprobe. */
final class Media {

    /** Three seconds of picture at 25 frames a second. */
    static final List<String> PICTURE = List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3");

    static final List<String> TONE = List.of("-f", "lavfi", "-i", "sine=r=48000:d=3");

    /** A line of ffprobe about a packet flagged as keyframe. */
    private static final Pattern PACKET = Pattern.compile("\\|pos=(\\d+)\\|flags=K");

    private static final long PATIENCE_SECONDS = Patience.LIMIT.toSeconds();

    private Media() {}

    /** Encodes the inputs into a transport stream called {@code name}. */
    static byte[] make(Path directory, String name, List<List<String>> inputs, String... options) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        inputs.forEach(command::addAll);
        command.addAll(List.of("-pix_fmt", "yuv420p", "-threads", "1"));
        command.addAll(List.of(options));
        Path file = directory.resolve(name);
        command.addAll(List.of("-f", "mpegts", file.toString()));
        String complaint = run(directory, command);
        if (!complaint.isEmpty()) {
            throw new IllegalStateException(complaint);
        }
        return read(file);
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
