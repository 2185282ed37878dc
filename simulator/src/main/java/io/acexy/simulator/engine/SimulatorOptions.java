package io.acexy.simulator.engine;

import io.acexy.simulator.media.EndlessMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The command line of {@link EngineSimulatorMain}.
 *
 * @param ports one engine each
 * @param file media to play, or null for the test pattern
 * @param script the script of all engines at first
 * @param fast settings without delays instead of realistic ones
 * @param bitRate bits a second to fill up to with null packets, 0 for the media's own
 * @param epoch when the broadcast began, or null for now
 * @param spread how much further behind live each engine is than the one before
 */
record SimulatorOptions(
        List<Integer> ports,
        Path file,
        EngineScript script,
        boolean fast,
        long bitRate,
        Instant epoch,
        Duration spread) {

    static final String USAGE =
            """
            Simulated AceStream engines on 127.0.0.1.

              --ports 6878,6879      one engine on each port (default 6878)
              --file CLIP.ts         play this file for ever instead of the test pattern
              --script NAME          script of all engines at first (default NORMAL)
              --fast                 no delays; otherwise engines take their time as real ones do
              --bit-rate BITS        fill up with null packets to this many bits a second
              --epoch UNIX_SECONDS   when the broadcast began; processes with the same epoch agree (default now)
              --spread MILLIS        how much further behind live each engine is than the one before (default 1500)

            Commands on standard input:
              script PORT NAME [INFOHASH]   kill PORT   restart PORT   counters PORT   scripts   quit
            """;

    /**
     * Understands a command line.
     *
     * @throws IllegalArgumentException if it is not understood; the message says what is wrong
     */
    static SimulatorOptions parse(String... args) {
        List<Integer> ports = List.of(6878);
        Path file = null;
        EngineScript script = EngineScript.NORMAL;
        boolean fast = false;
        long bitRate = 0;
        Instant epoch = null;
        Duration spread = Duration.ofMillis(1500);
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (option.equals("--fast")) {
                fast = true;
                continue;
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("unknown option, or its value is missing: " + option);
            }
            String value = args[++i];
            switch (option) {
                case "--ports" ->
                    ports = Arrays.stream(value.split(","))
                            .map(p -> (int) number(option, p, 65_535))
                            .toList();
                case "--file" -> file = Path.of(value);
                case "--script" -> script = EngineScript.named(value);
                case "--bit-rate" -> bitRate = number(option, value, 100_000_000);
                case "--epoch" -> epoch = Instant.ofEpochSecond(number(option, value, Integer.MAX_VALUE));
                case "--spread" -> spread = Duration.ofMillis(number(option, value, 60_000));
                default -> throw new IllegalArgumentException("unknown option: " + option);
            }
        }
        return new SimulatorOptions(ports, file, script, fast, bitRate, epoch, spread);
    }

    private static long number(String option, String text, long most) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, not " + text, e);
        }
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(option + " is 0 to " + most + ", not " + value);
        }
        return value;
    }

    Broadcaster broadcaster() throws IOException {
        EndlessMedia media = file == null ? EndlessMedia.testPattern() : EndlessMedia.of(file);
        BroadcastClock clock = epoch == null ? BroadcastClock.startingNow() : BroadcastClock.since(epoch);
        return new Broadcaster(clock, media.paddedTo(bitRate));
    }

    EngineSettings settings(int index) {
        EngineSettings base = fast ? EngineSettings.fast() : EngineSettings.realistic();
        return base.withPacing(p -> p.withBehindLive(p.behindLive().plus(spread.multipliedBy(index))));
    }
}
