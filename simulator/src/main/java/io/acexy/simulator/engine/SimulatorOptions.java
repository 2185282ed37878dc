package io.acexy.simulator.engine;

import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import io.acexy.simulator.support.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The command line of {@link EngineSimulatorMain}. Nothing changes once it is parsed. */
final class SimulatorOptions {

    /** The content id of the one content that is a film. */
    static final String FILM = "f".repeat(40);

    private static final int FILM_ROUNDS = 38;

    static final String USAGE =
            """
            Simulated AceStream engines on 127.0.0.1.

              --ports 6878,6879      one engine on each port (default 6878)
              --file CLIP.ts         play this file for ever instead of the test pattern
              --film FILE            the film that content id ffff...ff (40 times) is, instead of a test pattern
              --script NAME          script of all engines at first (default NORMAL)
              --fast                 no delays; otherwise engines take their time as real ones do
              --bit-rate BITS        fill up with null packets to this many bits a second
              --epoch UNIX_SECONDS   when the broadcast began; processes with the same epoch agree (default now)
              --spread MILLIS        how much further behind live each engine is than the one before (default 1500)

            Commands on standard input:
              script PORT NAME [INFOHASH]   film PORT NAME   kill PORT   restart PORT   counters PORT   scripts   quit
            """;

    /** One engine each. */
    List<Integer> ports = List.of(6878);

    EngineScript script = EngineScript.NORMAL;
    /** Media to play; null for the test pattern. */
    Path file;
    /** What {@link #FILM} plays; null for ten minutes of the test pattern. */
    Path film;
    /** Bits a second to fill up to with null packets; 0 for the media's own. */
    long bitRate;
    /** When the broadcast began; null for now. */
    Instant epoch;

    private boolean fast;
    private Duration spread = Duration.ofMillis(1500);

    private SimulatorOptions() {}

    /**
     * Understands a command line.
     *
     * @throws IllegalArgumentException if it is not understood; the message says what is wrong
     */
    static SimulatorOptions parse(String... args) {
        SimulatorOptions options = new SimulatorOptions();
        CommandLine.read(args, Set.of("--fast"), options::set);
        return options;
    }

    private void set(String option, String value) {
        switch (option) {
            case "--fast" -> fast = true;
            case "--ports" ->
                ports = Arrays.stream(value.split(","))
                        .map(p -> (int) CommandLine.number(option, p, 65_535))
                        .toList();
            case "--file" -> file = Path.of(value);
            case "--film" -> film = Path.of(value);
            case "--script" -> script = CommandLine.choice(EngineScript.class, value);
            case "--bit-rate" -> bitRate = CommandLine.number(option, value, 100_000_000);
            case "--epoch" -> epoch = Instant.ofEpochSecond(CommandLine.number(option, value, Integer.MAX_VALUE));
            case "--spread" -> spread = Duration.ofMillis(CommandLine.number(option, value, 60_000));
            default -> throw new IllegalArgumentException("unknown option: " + option);
        }
    }

    Broadcaster broadcaster() throws IOException {
        EndlessMedia media = file == null ? EndlessMedia.testPattern() : EndlessMedia.of(file);
        BroadcastClock clock = epoch == null ? BroadcastClock.startingNow() : BroadcastClock.since(epoch);
        Broadcaster broadcaster = new Broadcaster(clock, media.paddedTo(bitRate));
        FilmFile played = film == null ? FilmFile.of(media, FILM_ROUNDS) : FilmFile.of(film);
        broadcaster.assign(EngineSimulator.infohashOf(FILM), Film.of(played));
        return broadcaster;
    }

    EngineSettings settings(int index) {
        EngineSettings base = fast ? EngineSettings.fast() : EngineSettings.realistic();
        return base.withPacing(p -> p.withBehindLive(base.pacing().behindLive().plus(spread.multipliedBy(index))));
    }
}
