package io.acexy.simulator.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One file of a film.
 *
 * @param name as an engine lists it
 * @param type its media type
 * @param bytes what is in it
 * @param duration how long it plays, where that is known
 */
public record FilmFile(String name, String type, FilmBytes bytes, Optional<Duration> duration) {

    private static final int MAX_BYTES = 256 << 20;

    /** A broadcast from its first packet on, for so many rounds of its clip: a film of any length that can be watched. */
    public static FilmFile of(EndlessMedia broadcast, int rounds) {
        FilmBytes bytes = FilmBytes.of(broadcast, (long) rounds * broadcast.packets());
        Duration duration = broadcast.duration().multipliedBy(rounds);
        return new FilmFile("Test pattern.ts", "video/mp2t", bytes, Optional.of(duration));
    }

    /** Not to be watched, only to be compared: as many bytes as wanted, other ones for each seed. */
    public static FilmFile pattern(long length, long seed) {
        return new FilmFile(
                "Pattern " + seed + ".mkv", "video/x-matroska", FilmBytes.pattern(length, seed), Optional.empty());
    }

    /**
     * Any file, read into memory.
     *
     * @throws IOException if it cannot be read, or has more than 256 MiB
     */
    public static FilmFile of(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        String name = String.valueOf(file.getFileName());
        return new FilmFile(name, type(name), FilmBytes.of(Files.readAllBytes(file)), Optional.empty());
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "mp4", "m4v" -> "video/mp4";
            case "mkv" -> "video/x-matroska";
            case "ts" -> "video/mp2t";
            case "webm" -> "video/webm";
            default -> "application/octet-stream";
        };
    }
}
