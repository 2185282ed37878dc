package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The command line of {@link OrchestratorSimulatorMain}.
 *
 * @param port of the API
 * @param internalPort of dialect B's second listener
 * @param dialect what it speaks at first
 * @param settings everything else about the orchestrator
 * @param fast engines without delays instead of realistic ones
 * @param script the script at first
 */
record OrchestratorOptions(
        int port,
        int internalPort,
        OrchestratorDialect dialect,
        OrchestratorSettings settings,
        boolean fast,
        OrchestratorScript script) {

    static final String USAGE =
            """
            A simulated acestream-orchestrator on 127.0.0.1 with simulated engines.

              --port 8000             port of the API; 0 takes a free one
              --internal-port 8083    second port of dialect B
              --dialect A_DEC         A_OCT, A_DEC, A_LAST or B
              --engines 1             engines at the start
              --slots 1               streams an engine takes, as dialect B's selection has it
              --min-replicas 1        engines that idleness leaves
              --max-replicas 10       engines after which it is full
              --min-free 0            engines without a stream that it keeps
              --provisioning MILLIS   how long provisioning takes
              --listed MILLIS         how long a new engine takes to be listed
              --answering MILLIS      how long a new engine takes to answer
              --idle SECONDS          how long an idle engine is kept; 0 for ever
              --api-key KEY           what protected calls must bring
              --proposals             offer what was proposed: readiness, batches, tags, limits, scores
              --script NAME           script at first (default NORMAL)
              --fast                  no delays; otherwise everything takes its time as with real ones

            Commands on standard input:
              script NAME [ENDPOINT]   restart [DIALECT]   engines   add   kill ID   remove ID   drain ID
              counters   scripts   quit
            An ID may be cut short.
            """;

    /**
     * Understands a command line.
     *
     * @throws IllegalArgumentException if it is not understood; the message says what is wrong
     */
    static OrchestratorOptions parse(String... args) {
        boolean fast = Arrays.asList(args).contains("--fast");
        OrchestratorSettings base = fast ? OrchestratorSettings.fast() : OrchestratorSettings.realistic();
        OrchestratorOptions options =
                new OrchestratorOptions(8000, 8083, OrchestratorDialect.A_DEC, base, fast, OrchestratorScript.NORMAL);
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            String option = words.next();
            if (option.equals("--fast")) {
                continue;
            }
            if (option.equals("--proposals")) {
                options = options.with(options.settings.withProposals(ProposalSettings.all()));
            } else if (words.hasNext()) {
                options = options.with(option, words.next());
            } else {
                throw new IllegalArgumentException("unknown option, or its value is missing: " + option);
            }
        }
        return options;
    }

    private OrchestratorOptions with(String option, String value) {
        return switch (option) {
            case "--port" ->
                new OrchestratorOptions(number(option, value, 65_535), internalPort, dialect, settings, fast, script);
            case "--internal-port" ->
                new OrchestratorOptions(port, number(option, value, 65_535), dialect, settings, fast, script);
            case "--dialect" ->
                new OrchestratorOptions(
                        port, internalPort, choice(OrchestratorDialect.class, value), settings, fast, script);
            case "--script" ->
                new OrchestratorOptions(
                        port, internalPort, dialect, settings, fast, choice(OrchestratorScript.class, value));
            case "--api-key" -> with(settings.withApiKey(value));
            default -> with(settings.withFleet(fleet -> with(fleet, option, value)));
        };
    }

    private OrchestratorOptions with(OrchestratorSettings changed) {
        return new OrchestratorOptions(port, internalPort, dialect, changed, fast, script);
    }

    private static FleetSettings with(FleetSettings fleet, String option, String value) {
        int most = 1000;
        return switch (option) {
            case "--engines" -> fleet.withEnginesAtStart(number(option, value, most));
            case "--slots" -> fleet.withSlotsPerEngine(number(option, value, most));
            case "--min-replicas" -> fleet.withReplicas(number(option, value, most), fleet.maxReplicas());
            case "--max-replicas" -> fleet.withMaxReplicas(number(option, value, most));
            case "--min-free" -> fleet.withMinFree(number(option, value, most));
            case "--provisioning" -> fleet.withProvisioning(millis(option, value));
            case "--listed" -> fleet.withUntilListed(millis(option, value));
            case "--answering" -> fleet.withUntilAnswering(millis(option, value));
            case "--idle" ->
                fleet.withIdleRemoved(Duration.ofSeconds(number(option, value, 86_400)), fleet.autoscale());
            default -> throw new IllegalArgumentException("unknown option: " + option);
        };
    }

    private static DelayRange millis(String option, String value) {
        return DelayRange.fixed(Duration.ofMillis(number(option, value, 600_000)));
    }

    private static int number(String option, String text, int most) {
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, not " + text, e);
        }
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(option + " is 0 to " + most + ", not " + value);
        }
        return value;
    }

    /** A constant by its name, in any case, with {@code -} for {@code _}. */
    static <E extends Enum<E>> E choice(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is none of " + Arrays.toString(type.getEnumConstants()), e);
        }
    }

    EngineSettings engineSettings() {
        return fast ? EngineSettings.fast() : EngineSettings.realistic();
    }
}
