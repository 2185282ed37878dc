package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.CommandLine;
import io.acexy.simulator.support.Program;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Runs a simulated orchestrator alone, with its engines. Prints each request and what becomes of engines, takes commands on
 * standard input, and stops on SIGTERM or {@code quit}. See {@code --help}.
 */
public final class OrchestratorSimulatorMain extends Program {

    private final OrchestratorSimulator orchestrator;
    private final PrintStream out;

    OrchestratorSimulatorMain(OrchestratorOptions options, PrintStream out) {
        this.out = out;
        this.orchestrator = OrchestratorSimulator.builder()
                .port(options.port)
                .internalPort(options.internalPort)
                .dialect(options.dialect)
                .settings(options.settings)
                .engineSettings(index -> options.engineSettings())
                .observer(out::println)
                .start();
        if (options.script != OrchestratorScript.NORMAL) {
            orchestrator.setScript(options.script);
        }
    }

    /** Entry point; see {@code --help}. */
    public static void main(String[] args) throws Exception {
        run(OrchestratorOptions.USAGE, args, OrchestratorOptions::parse, OrchestratorSimulatorMain::new);
    }

    @Override
    protected void obey(String[] words) {
        Optional<String> argument = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
        switch (words[0]) {
            case "" -> {}
            case "scripts" -> {
                for (OrchestratorScript script : OrchestratorScript.values()) {
                    out.println(script + ": " + script.description());
                }
            }
            case "script" -> setScript(words);
            case "restart" ->
                orchestrator.restart(RestartPlan.of(argument.map(d -> CommandLine.choice(OrchestratorDialect.class, d))
                        .orElse(orchestrator.dialect())));
            case "engines" -> orchestrator.engines().forEach(out::println);
            case "add" -> out.println(orchestrator.addEngine());
            case "kill" -> orchestrator.killEngine(id(argument));
            case "remove" -> orchestrator.removeEngine(id(argument));
            case "drain" -> orchestrator.setDraining(id(argument), Optional.of("manual_deletion"));
            case "counters" -> printCounters();
            default -> throw new IllegalArgumentException("unknown command: " + words[0]);
        }
    }

    private void setScript(String[] words) {
        if (words.length < 2) {
            throw new IllegalArgumentException("script NAME [ENDPOINT]; now " + orchestrator.scripts());
        }
        OrchestratorScript script = CommandLine.choice(OrchestratorScript.class, words[1]);
        if (words.length > 2) {
            orchestrator.setScript(CommandLine.choice(OrchestratorEndpoint.class, words[2]), script);
        } else {
            orchestrator.setScript(script);
        }
    }

    private String id(Optional<String> start) {
        List<String> fitting = orchestrator.engines().stream()
                .map(SimulatedEngine::containerId)
                .filter(id -> start.isPresent() && id.startsWith(start.get()))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("which engine? " + fitting.size() + " fit");
        }
        return fitting.get(0);
    }

    private void printCounters() {
        OrchestratorCounters now = orchestrator.counters();
        out.println("engines " + now.enginesNow() + ", streams " + now.streamsNow() + ", provisions asked "
                + now.provisionsAsked() + " succeeded " + now.provisionsSucceeded() + ", events started "
                + now.eventsStarted() + " ended " + now.eventsEnded() + " refused " + now.eventsRefused()
                + ", disorder " + now.disorder() + ", unauthorised " + now.unauthorised() + ", calls "
                + now.calls());
    }

    int port() {
        return orchestrator.port();
    }

    /** Ends the orchestrator and its engines; again is harmless. */
    @Override
    public void close() {
        orchestrator.close();
    }
}
