package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.support.CommandLine;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The command line of {@link OrchestratorSimulatorMain}. Nothing changes once it is parsed. */
final class OrchestratorOptions {

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

    int port = 8000;
    /** Of dialect B's second listener. */
    int internalPort = 8083;

    OrchestratorDialect dialect = OrchestratorDialect.A_DEC;
    OrchestratorScript script = OrchestratorScript.NORMAL;
    /** Everything else about the orchestrator. */
    OrchestratorSettings settings;

    private final boolean fast;

    private OrchestratorOptions(boolean fast) {
        this.fast = fast;
        this.settings = fast ? OrchestratorSettings.fast() : OrchestratorSettings.realistic();
    }

    /**
     * Understands a command line.
     *
     * @throws IllegalArgumentException if it is not understood; the message says what is wrong
     */
    static OrchestratorOptions parse(String... args) {
        OrchestratorOptions options =
                new OrchestratorOptions(Arrays.asList(args).contains("--fast"));
        CommandLine.read(args, Set.of("--fast", "--proposals"), options::set);
        return options;
    }

    private void set(String option, String value) {
        switch (option) {
            case "--fast" -> {}
            case "--proposals" -> settings = settings.withProposals(EnumSet.allOf(Proposal.class));
            case "--port" -> port = number(option, value, 65_535);
            case "--internal-port" -> internalPort = number(option, value, 65_535);
            case "--dialect" -> dialect = CommandLine.choice(OrchestratorDialect.class, value);
            case "--script" -> script = CommandLine.choice(OrchestratorScript.class, value);
            case "--api-key" -> settings = settings.withApiKey(value);
            default -> settings = settings.withFleet(fleet -> with(fleet, option, value));
        }
    }

    private static FleetSettings.Builder with(FleetSettings.Builder fleet, String option, String value) {
        int most = 1000;
        return switch (option) {
            case "--engines" -> fleet.withEnginesAtStart(number(option, value, most));
            case "--slots" -> fleet.withSlotsPerEngine(number(option, value, most));
            case "--min-replicas" -> fleet.withMinReplicas(number(option, value, most));
            case "--max-replicas" -> fleet.withMaxReplicas(number(option, value, most));
            case "--min-free" -> fleet.withMinFree(number(option, value, most));
            case "--provisioning" -> fleet.withProvisioning(millis(option, value));
            case "--listed" -> fleet.withUntilListed(millis(option, value));
            case "--answering" -> fleet.withUntilAnswering(millis(option, value));
            case "--idle" -> fleet.withIdleRemoved(Duration.ofSeconds(number(option, value, 86_400)));
            default -> throw new IllegalArgumentException("unknown option: " + option);
        };
    }

    private static DelayRange millis(String option, String value) {
        return DelayRange.fixed(Duration.ofMillis(number(option, value, 600_000)));
    }

    private static int number(String option, String text, int most) {
        return (int) CommandLine.number(option, text, most);
    }

    EngineSettings engineSettings() {
        return fast ? EngineSettings.fast() : EngineSettings.realistic();
    }
}
