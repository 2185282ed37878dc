package io.acexy.simulator.engine;

import io.acexy.simulator.support.CommandLine;
import io.acexy.simulator.support.Program;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs simulated engines alone: one on each port, all at the same live position. Prints each request, takes commands on
 * standard input, and stops on SIGTERM or {@code quit}. See {@code --help}.
 */
public final class EngineSimulatorMain extends Program {

    private final Map<Integer, EngineSimulator> engines = new LinkedHashMap<>();
    private final PrintStream out;
    private boolean closed;

    private EngineSimulatorMain(SimulatorOptions options, PrintStream out) throws IOException {
        this.out = out;
        Broadcaster broadcaster = options.broadcaster();
        try {
            for (int port : options.ports) {
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
        engine.setScript(options.script);
        out.println(engine.port() + " listens, script " + options.script);
    }

    /** Entry point; see {@code --help}. */
    public static void main(String[] args) throws Exception {
        run(SimulatorOptions.USAGE, args, SimulatorOptions::parse, EngineSimulatorMain::new);
    }

    @Override
    protected void obey(String[] words) {
        switch (words[0]) {
            case "" -> {}
            case "scripts" -> {
                for (EngineScript script : EngineScript.values()) {
                    out.println(script + ": " + script.description());
                }
                for (FilmScript script : FilmScript.values()) {
                    out.println("film " + script + ": " + script.description());
                }
            }
            case "script" -> setScript(words);
            case "film" -> setFilmScript(words);
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
        EngineScript script = CommandLine.choice(EngineScript.class, words[2]);
        if (words.length > 3) {
            engine(words).setScript(words[3], script);
        } else {
            engine(words).setScript(script);
        }
        out.println(words[1] + " plays script " + script);
    }

    private void setFilmScript(String[] words) {
        if (words.length < 3) {
            throw new IllegalArgumentException("film PORT NAME");
        }
        FilmScript script = CommandLine.choice(FilmScript.class, words[2]);
        engine(words).setScript(script);
        out.println(words[1] + " serves films by script " + script);
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
