package io.acexy.simulator.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A simulator that is run alone: takes commands on standard input, and stops on SIGTERM or {@code quit}. */
public abstract class Program implements AutoCloseable {

    /** What {@link #run} starts. */
    @FunctionalInterface
    public interface Starter<O> {

        /** Starts, printing to standard output. */
        Program start(O options, PrintStream out) throws IOException;
    }

    /**
     * The whole life of the process. A command line that is not understood ends it with 64, a start that fails (a port that is
     * taken) with 69, each with a line instead of a stack trace.
     *
     * @param parse understands the command line, or throws an {@link IllegalArgumentException}
     */
    protected static <O> void run(String usage, String[] args, Function<String[], O> parse, Starter<O> starter)
            throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("--help")) {
            System.out.print(usage);
            return;
        }
        O options;
        try {
            options = parse.apply(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(usage);
            System.exit(64);
            return;
        }
        Program program;
        try {
            program = starter.start(options, System.out);
        } catch (IOException | RuntimeException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(69);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(program::close, "simulator-shutdown"));
        if (!program.obeyAll(System.in, System.out)) {
            // Standard input has ended, as it does in the background; SIGTERM ends the process.
            new CountDownLatch(1).await();
        }
        program.close();
    }

    /** Obeys a line at a time, until the input ends; true once told to quit. */
    public final boolean obeyAll(InputStream in, PrintStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.trim().equals("quit")) {
                return true;
            }
            try {
                obey(line.trim().split("\\s+"));
            } catch (IllegalArgumentException e) {
                out.println(e.getMessage());
            }
        }
        return false;
    }

    /** Obeys the words of a command; an {@link IllegalArgumentException} says what is wrong with it. */
    protected abstract void obey(String[] words);

    /** Ends what it started; again is harmless. */
    @Override
    public abstract void close();
}
