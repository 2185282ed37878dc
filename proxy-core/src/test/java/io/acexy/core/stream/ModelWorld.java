package io.acexy.core.stream;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.source.FailoverConfig;
import io.acexy.core.source.SessionBudget;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.SparseClip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real stream of three engines, and what is simply to be expected of it, whatever happens: who sits there, how many sessions there
 * are, what each player has had, what has been told, and that nobody is sent away without need. After each step the two agree.
 */
final class ModelWorld implements AutoCloseable {

    private static final EndlessMedia MEDIA = EndlessMedia.of(SparseClip.bytes());
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration EMPTY_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** Nobody is cut off who could have been served for so long. */
    private static final long NEED_MILLIS = 45_000;

    private static final int MOST_VIEWERS = 6;
    private static final int[] PASSES = {100, 100, 300, 700, 1_000, 2_000, 3_000, 5_000, 8_000, 15_000};
    private static final double[] LAGS = {0.3, 1, 2, 3.5, 6, 9};
    private static final double[] CLOCK_JUMPS = {-3_600, -90, -3, -0.4, 0.5, 4, 90, 5_000};
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final ModelNews news = new ModelNews(this::onAir);
    private final List<ModelEngine> engines = new ArrayList<>();
    private final TestSwarm swarm;
    private final ModelClock clock = new ModelClock();
    private final List<ModelViewer> viewers = new ArrayList<>();
    private long presentSince;
    private long flowsSince;
    private long emptySince = NEVER;
    private boolean still;

    ModelWorld() {
        for (double behind : new double[] {0.5, 1, 2.4}) {
            engines.add(new ModelEngine(new TestEngine("e" + engines.size()), behind, clock));
        }
        swarm = new TestSwarm(
                MEDIA,
                config(),
                news,
                engines.stream().map(engine -> engine.test).toArray(TestEngine[]::new));
        swarm.stepMillis = 200;
    }

    private static StreamConfig config() {
        FailoverConfig failover = new FailoverConfig(
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(4),
                0);
        BroadcastConfig broadcast = new BroadcastConfig(
                new RingLimits(Duration.ofSeconds(12), 3 * 4096, 1 << 20),
                4096,
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                LagPolicy.SKIP);
        return new StreamConfig(broadcast, START_TIMEOUT, LINGER, EMPTY_TIMEOUT, Duration.ofSeconds(10), failover, 0);
    }

    /** What the stream and the model differ in; nothing where they agree to the end. */
    static Optional<String> difference(List<ModelCommand> commands) {
        int done = 0;
        try (ModelWorld world = new ModelWorld()) {
            for (ModelCommand command : commands) {
                done++;
                world.carryOut(command);
                world.check();
            }
            done++;
            world.recover();
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            String where = done > commands.size() ? "at the end" : "at step " + done;
            return Optional.of(where + ": " + (e instanceof AssertionError ? e.getMessage() : e.toString()));
        }
    }

    private void carryOut(ModelCommand command) {
        int which = command.which();
        switch (command.kind()) {
            case JOIN -> join();
            case LEAVE -> seated(which).ifPresent(this::leave);
            case STALL -> seated(which).ifPresent(viewer -> viewer.takes = false);
            case TAKE -> seated(which).ifPresent(ModelWorld::take);
            case PASS -> swarm.pass(Duration.ofMillis(PASSES[which % PASSES.length]));
            case DIE -> engine(which).die(swarm.millis());
            case CUT -> engine(which).cut(swarm.millis());
            case HANG -> engine(which).hang();
            case LAG -> engine(which).lag(LAGS[which / engines.size() % LAGS.length], swarm.millis());
            case FORGET -> engine(which).forget(swarm.millis());
            case HEAL -> engine(which).heal(swarm.millis());
            case MOVE -> swarm.streams.move(TestSwarm.CONTENT);
            case DRAIN -> swarm.streams.leave(engine(which).test.engine::equals);
            case AWAY, BACK -> away(command.kind() == ModelCommand.Kind.AWAY);
            case STILL, FLOW -> still(command.kind() == ModelCommand.Kind.STILL, which % 2 == 0);
            case CLOCK -> clock.jump(onAir() + which % 24, CLOCK_JUMPS[which % CLOCK_JUMPS.length]);
            case STOP -> stop();
        }
        swarm.memory(); // lets what has been posted be done
    }

    private long onAir() {
        return MEDIA.packetAtNanos(swarm.nanos());
    }

    private ModelEngine engine(int which) {
        return engines.get(which % engines.size());
    }

    private Optional<ModelViewer> seated(int which) {
        List<ModelViewer> there = viewers.stream().filter(ModelViewer::isSeated).toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(there.get(which % there.size()));
    }

    private long seats() {
        return viewers.stream().filter(ModelViewer::isSeated).count();
    }

    private void join() {
        if (seats() < MOST_VIEWERS) {
            ModelViewer viewer =
                    new ModelViewer("v" + viewers.size(), swarm.loop(), () -> clock.jumpedBefore(news.startedAt));
            viewers.add(viewer);
            viewer.viewing = swarm.streams.join(TestSwarm.CONTENT, Map.of(), viewer);
        }
    }

    private void leave(ModelViewer viewer) {
        viewer.viewing.leave(LeaveReason.CLIENT_LEFT);
        viewer.left = true;
    }

    private static void take(ModelViewer viewer) {
        viewer.takes = true;
        viewer.viewing.writable();
    }

    private void away(boolean away) {
        swarm.away = away;
        presentSince = away ? NEVER : swarm.millis();
    }

    private void still(boolean stops, boolean caughtUp) {
        if (stops && !still) {
            swarm.stall();
        } else if (!stops && still) {
            swarm.flow(caughtUp);
        }
        still = stops;
        flowsSince = stops ? NEVER : swarm.millis();
    }

    /** By wish, so that nobody is cut off without need. */
    private void stop() {
        List<ModelViewer> watching =
                viewers.stream().filter(ModelViewer::isSeated).toList();
        if (swarm.streams.stop(TestSwarm.CONTENT)) {
            swarm.memory();
            watching.forEach(viewer -> viewer.left |= viewer.failure != null);
        }
    }

    // ---- where the two have to agree ----

    private static void expect(boolean what, String words) {
        if (!what) {
            throw new AssertionError(words);
        }
    }

    private void check() {
        viewers.forEach(this::check);
        Optional<StreamStatus> status = swarm.streams.status(TestSwarm.CONTENT);
        long seats = seats();
        int players = status.map(StreamStatus::players).orElse(0);
        expect(players == seats, players + " players are told, and " + seats + " sit there");
        emptySince = seats > 0 ? NEVER : Math.min(emptySince, swarm.millis());
        checkSessions(status);
        checkMedia(status);
        int switches = status.map(one -> one.totals().engineSwitches()).orElse(news.switches);
        expect(switches <= news.switches, switches + " switches are counted, and " + news.switches + " were told");
        expect(swarm.bugs.count() == 0, "a mistake in this program");
    }

    private void checkSessions(Optional<StreamStatus> status) {
        long all = 0;
        for (ModelEngine engine : engines) {
            long open = engine.test.open();
            all += open;
            expect(open <= 1, open + " sessions are open on " + engine.test.engine.id());
            expect(
                    open == 1 || !news.inUse.contains(engine.test.engine) || status.isPresent(),
                    "the end of the session on " + engine.test.engine.id() + " was not told");
        }
        boolean deserted = swarm.millis() - emptySince > LINGER.toMillis() + 2_000;
        expect(all == 0 || (status.isPresent() && !deserted), all + " sessions are open, and nobody is there");
        expect(status.isEmpty() || !deserted, "the stream runs on, and nobody is there");
    }

    /** All who take what there is have the same. */
    private void checkMedia(Optional<StreamStatus> status) {
        long[] ends = viewers.stream()
                .filter(viewer -> viewer.isSeated() && viewer.takes && viewer.next >= 0)
                .mapToLong(viewer -> viewer.next)
                .distinct()
                .toArray();
        expect(ends.length <= 1, "players are at different places: " + java.util.Arrays.toString(ends));
        long delivered = viewers.stream().mapToLong(viewer -> viewer.bytes).sum();
        long told = status.map(one -> one.totals().deliveredBytes()).orElse(0L);
        expect(told <= delivered, told + " bytes are told to be delivered, and " + delivered + " have come");
    }

    private void check(ModelViewer viewer) {
        boolean gone = news.departed.containsKey(viewer.name);
        expect(gone != viewer.isSeated(), viewer.name + " has gone, and it was not told, or the other way round");
        boolean begun = viewer.begun > 0;
        expect(begun == news.joined.contains(viewer.name), viewer.name + " has begun, and it was not told, or ...");
        expect(viewer.viewing.delivered() == viewer.bytes, viewer.name + " has other bytes than are told");
        int skips = news.skips.getOrDefault(viewer.name, 0);
        expect(skips == Math.max(0, viewer.begun - 1), viewer.name + " skips, and it was not told, or ...");
        expect(viewer.jumps <= news.jumps, viewer.name + " jumps, and no jump was told");
        if (gone) {
            LeaveReason reason = news.departed.get(viewer.name).reason();
            expect(viewer.left == (reason == LeaveReason.CLIENT_LEFT) || viewer.failure != null, "left " + reason);
            expect(
                    viewer.failure == null || viewer.left || isForced(viewer),
                    viewer.name + " is cut off: " + viewer.failure);
            viewer.left |= viewer.failure != null; // has been looked at
        }
    }

    /** Whether too few engines could have been used for long enough: where one hangs at a start, a second has to be well. */
    private boolean isForced(ModelViewer viewer) {
        long now = swarm.millis();
        long usable = engines.stream()
                .filter(engine -> now - Math.max(engine.wellSince, Math.max(presentSince, flowsSince)) >= NEED_MILLIS)
                .filter(engine -> engine.startsSince(now - 60_000) < SessionBudget.MOST)
                .count();
        return usable < (viewer.begun > 0 ? 1 : 2);
    }

    /** When all is well again, all who watch do see it, and so does whoever comes. */
    private void recover() {
        engines.forEach(engine -> engine.heal(swarm.millis()));
        away(false);
        still(false, true);
        viewers.stream().filter(ModelViewer::isSeated).forEach(ModelWorld::take);
        join();
        for (int i = 0; i < 4; i++) {
            swarm.pass(Duration.ofSeconds(10));
            check();
        }
        long least = onAir() - MEDIA.packetAt(Duration.ofSeconds(14));
        viewers.stream()
                .filter(ModelViewer::isSeated)
                .forEach(viewer -> expect(
                        viewer.next > least,
                        viewer.name + " is at " + viewer.next + ", and " + onAir() + " is on air"));
    }

    @Override
    public void close() {
        swarm.close();
        expect(news.inUse.isEmpty(), "sessions without an end: " + news.inUse);
    }
}
