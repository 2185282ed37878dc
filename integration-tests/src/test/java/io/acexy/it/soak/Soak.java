package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Lets hundreds of players come, zap, stall and leave for hours, while engines and an orchestrator fail in every way that the
 * simulators know, and an operator does what operators do; and says what was survived and what is left. Three parts: a first one after
 * which the house is measured empty, a long one after which it is measured again, and a last one with hand-overs from process
 * to process. Exits with 1 where something is wrong.
 */
final class Soak {

    private static final double FIRST_SHARE = 0.18;
    private static final double LAST_SHARE = 0.08;
    private static final Duration LEAST = Duration.ofSeconds(45);
    private static final Duration MOST = Duration.ofMinutes(22);
    private static final int HAND_OVERS = 3;
    private static final int TERMINATED = 143;

    private final SoakOptions options;
    private final TroubleLog troubles = new TroubleLog();
    private final Ledger ledger = new Ledger(this::log);
    private final Stand stand = new Stand();
    private final House house;
    private final Wire wire;
    private final Crowd crowd;
    private final Saboteur saboteur;
    /** What a process that ends could not tell the orchestrator, nobody can tell it any more. */
    private final Saboteur withoutOrchestrator;

    private final Report report;

    private Soak(SoakOptions options) throws IOException {
        this.options = options;
        SplittableRandom chance = new SplittableRandom(options.seed());
        house = new House(options, stand);
        wire = new Wire(house.address());
        crowd = new Crowd(wire, stand, house, troubles, ledger);
        crowd.seat(options.players(), chance.split());
        List<Fault> faults = new ArrayList<>(new EngineFaults(stand, troubles, chance.split()).all());
        faults.addAll(new OperatorDeeds(stand, house, troubles, ledger, chance.split()).all());
        withoutOrchestrator = new Saboteur(faults, chance.split(), ledger, this::log);
        faults.addAll(new OrchestratorFaults(stand, troubles, chance.split()).all());
        saboteur = new Saboteur(faults, chance.split(), ledger, this::log);
        report = new Report(options, ledger, troubles);
        MachineWatch.begin(wire.loop(), troubles, this::log);
    }

    /** See {@code soak.sh}. */
    public static void main(String[] arguments) throws Exception {
        Soak soak = new Soak(SoakOptions.parse(arguments));
        boolean well;
        try {
            well = soak.run();
        } finally {
            soak.house.close();
            soak.wire.close();
            soak.stand.close();
        }
        System.exit(well ? 0 : 1);
    }

    private void log(String line) {
        try {
            Files.writeString(
                    options.folder().resolve("faults.log"),
                    crowd.clock() + " " + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void say(String line) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "; unexplained so far: "
                + ledger.unexplainedCount());
        log(line);
    }

    private static Duration share(Duration of, double share) {
        Duration wanted = Duration.ofMillis((long) (of.toMillis() * share));
        return wanted.compareTo(LEAST) < 0 ? LEAST : wanted.compareTo(MOST) > 0 ? MOST : wanted;
    }

    private boolean run() throws Exception {
        Duration first = share(options.length(), FIRST_SHARE);
        Duration last = share(options.length(), LAST_SHARE);
        Duration middle = options.length().minus(first).minus(last);
        house.next();
        say("seed " + options.seed() + ", " + options.players() + " players at " + house.address());
        crowd.come();
        saboteur.run(first.dividedBy(5));
        handOver();
        // Long enough for what is kept of the past, which is bounded, to be full: the log of events, and pools of
        // objects.
        saboteur.run(first.multipliedBy(4).dividedBy(5));
        report.before(everybodyLeaves());
        say("measured empty");
        crowd.come();
        saboteur.run(middle.isNegative() ? LEAST : middle);
        report.after(everybodyLeaves());
        say("measured empty again");
        crowd.come();
        for (int i = 0; i < HAND_OVERS; i++) {
            withoutOrchestrator.run(last.dividedBy(HAND_OVERS));
            handOver();
        }
        withoutOrchestrator.run(Duration.ofSeconds(House.DRAIN_SECONDS + 10));
        report.atTheEnd(everybodyLeaves());
        end();
        return report.write();
    }

    private Footprint everybodyLeaves() throws IOException, InterruptedException {
        stand.calm();
        crowd.leave();
        return Footprint.ofEmpty(house, stand);
    }

    /** Who plays may stay for a while, and who watches as HLS asks the next process, which does not know him. */
    private void handOver() throws IOException, InterruptedException {
        String process = house.process();
        ProxyProcess before = house.current();
        Trouble asHls = troubles.begin("hand-over, as HLS", "hls of " + process, Set.of(Effect.CUT, Effect.REFUSE));
        house.next();
        troubles.end(asHls, Duration.ofSeconds(90));
        // Neither knows which engines play a film for viewers of the other, until the older one has ended.
        Trouble films = troubles.begin("hand-over, of a film", TroubleLog.FILM, Set.of(Effect.CUT, Effect.REFUSE));
        troubles.end(films, Duration.ofSeconds(House.DRAIN_SECONDS + 60L));
        Duration drain = Duration.ofSeconds(House.DRAIN_SECONDS - 3L);
        Trouble drained = troubles.beginIn(drain, "hand-over, drained", process, Set.of(Effect.CUT, Effect.REFUSE));
        troubles.end(drained, drain.plusSeconds(30));
        Trouble inherited = troubles.beginIn(drain, "hand-over, inherited", null, Set.of(Effect.INHERIT));
        troubles.end(inherited, drain.plusSeconds(30));
        say("process " + before.number() + " has handed over");
    }

    /** All processes end as they should. */
    private void end() throws InterruptedException, IOException {
        for (ProxyProcess process : house.processes()) {
            boolean current = process == house.current();
            if (current) {
                process.terminate();
            }
            int code = process.awaitExit(60);
            if (code != (current ? TERMINATED : 0)) {
                ledger.unexplained("process " + process.number() + " ended with " + code);
            }
            for (String mistake : process.mistakes()) {
                ledger.unexplained("in the log of process " + process.number() + ": " + mistake);
            }
        }
    }
}
