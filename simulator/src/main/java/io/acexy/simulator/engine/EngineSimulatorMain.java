package io.acexy.simulator.engine;

import io.acexy.simulator.support.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs simulated engines alone: one on each port, all at the same live position. Prints each request, takes commands on
 * standard input, and stops on SIGTERM or {@code quit}. See {@code --help}.
 */
public final class EngineSimulatorMain implements AutoCloseable {

    private final Map<Integer, EngineSimulator> engines = new LinkedHashMap<>();
    private final PrintStream out;
    private boolean closed;

    private EngineSimulatorMain(SimulatorOptions options, PrintStream out) throws IOException {
        this.out = out;
        Broadcaster broadcaster = options.broadcaster();
        try {
            for (int port : options.ports()) {
                startEngine(options, broadcaster, port);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startEngine(SimulatorOptions options, Broadcaster broadcaster, int port) {
        EngineSimulator engine = EngineSimulator.builder()
                .port(port)
                .settings(options.settings(engines.size()))
                .broadcaster(broadcaster)
                .observer(request -> out.println(port + " " + request.method() + " " + request.uri()))
                .start();
        engines.put(engine.port(), engine);
        engine.setScript(options.script());
        out.println(engine.port() + " listens, script " + options.script());
    }

    /** Entry point; see {@code --help}. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("--help")) {
            System.out.print(SimulatorOptions.USAGE);
            return;
        }
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(SimulatorOptions.USAGE);
            System.exit(64);
            return;
        }
        EngineSimulatorMain main = started(options);
        Runtime.getRuntime().addShutdownHook(new Thread(main::close, "simulator-shutdown"));
        if (!main.obeyAll(System.in)) {
            // Standard input has ended, as it does in the background; SIGTERM ends the process.
            new CountDownLatch(1).await();
        }
        main.close();
    }

    /** A port that is taken or a file that is no clip ends the process with a line, not with a stack trace. */
    private static EngineSimulatorMain started(SimulatorOptions options) {
        try {
            return new EngineSimulatorMain(options, System.out);
        } catch (IOException | RuntimeException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(69);
            throw new IllegalStateException(e);
        }
    }

    /** Obeys a line at a time; true once told to quit. */
    private boolean obeyAll(InputStream in) throws IOException {
        return Console.obeyAll(in, out, this::obey);
    }

    private void obey(String[] words) {
        switch (words[0]) {
            case "" -> {}
            case "scripts" -> {
                for (EngineScript script : EngineScript.values()) {
                    out.println(script + ": " + script.description());
                }
            }
            case "script" -> setScript(words);
            case "kill" -> {
                engine(words).kill();
                out.println(words[1] + " is dead");
            }
            case "restart" -> {
                engine(words).restart();
                out.println(words[1] + " listens, script NORMAL");
            }
            case "counters" -> out.println(engine(words).counters().total());
            default -> throw new IllegalArgumentException("unknown command: " + words[0]);
        }
    }

    private void setScript(String[] words) {
        if (words.length < 3) {
            throw new IllegalArgumentException("script PORT NAME [INFOHASH]");
        }
        EngineScript script = EngineScript.named(words[2]);
        if (words.length > 3) {
            engine(words).setScript(words[3], script);
        } else {
            engine(words).setScript(script);
        }
        out.println(words[1] + " plays script " + script);
    }

    private EngineSimulator engine(String[] words) {
        EngineSimulator engine = words.length < 2 ? null : engines.get(Integer.valueOf(words[1]));
        if (engine == null) {
            throw new IllegalArgumentException("which engine? there are " + engines.keySet());
        }
        return engine;
    }

    /** Ends all engines; again is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (EngineSimulator engine : engines.values()) {
            engine.close();
        }
        out.println("simulated engines have stopped");
    }
}
