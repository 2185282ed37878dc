package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.server.report.ReportedStreams;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this proxy knows of the engines by itself: which slots it holds, who has just failed, who has just answered. Slots are
 * booked by address, for a container may get another id while its engine plays on. Confined to the selector's loop.
 */
final class EngineBooks {

    /** Long enough to try others first, short enough not to waste an engine that has only restarted. */
    private static final Duration ASIDE = Duration.ofSeconds(30);

    /** Before it is asked again. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    /** The orchestrator looks at a new engine within 20 s, and a look that comes too early costs another 20 s. */
    private static final Duration ANSWERED = Duration.ofSeconds(60);

    /** The slots of one address. */
    private static final class Account {
        int slots;
        Instant lastUsed = Instant.EPOCH;
    }

    private final Ticker ticker;
    private final ReportedStreams reported;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Long> asideUntil = new HashMap<>();
    private final Map<String, Long> silentUntil = new HashMap<>();
    private final Map<String, Long> answeredUntil = new HashMap<>();

    /** Engines that have answered us at some time, and have not failed us since. */
    private final Set<String> trusted = new HashSet<>();

    private Runnable onChange = () -> {};

    EngineBooks(Ticker ticker, ReportedStreams reported) {
        this.ticker = ticker;
        this.reported = reported;
    }

    /** @param task called whenever something has changed that is to be seen of an engine */
    void onChange(Runnable task) {
        onChange = task;
    }

    /** Takes a slot, whoever may be there. */
    void take(String address) {
        Account account = accounts.computeIfAbsent(address, key -> new Account());
        account.slots++;
        account.lastUsed = Instant.now();
        onChange.run();
    }

    void giveBack(String address) {
        Account account = accounts.get(address);
        account.slots--;
        account.lastUsed = Instant.now();
        onChange.run();
    }

    /**
     * Streams on an engine: those of others, as listed, and our own slots. Our own streams are in the list as well as soon as
     * the orchestrator has heard of them, and are not counted twice.
     *
     * @param askedNanos ticker time at which the list was asked for
     */
    int load(EngineState engine, String address, long askedNanos) {
        List<String> names = engine.load().streams();
        long byName = names.stream().filter(stream -> !reported.isOurs(stream)).count();
        int nameless = engine.streamCount() - names.size();
        // Dialect B only counts: what it has taken from us by then is in its count.
        int ours = nameless > 0 && names.isEmpty() ? reported.countedOn(engine.containerId(), askedNanos) : 0;
        return (int) byName + Math.max(0, nameless - ours) + slots(address);
    }

    /** Slots of ours. */
    int slots(String address) {
        Account account = accounts.get(address);
        return account == null ? 0 : account.slots;
    }

    /** When a stream was last put on it, by anybody. */
    Instant lastUsed(EngineState engine, String address) {
        Account account = accounts.get(address);
        Instant ours = account == null ? Instant.EPOCH : account.lastUsed;
        Instant listed = engine.load().lastUsage().orElse(Instant.EPOCH);
        return listed.isAfter(ours) ? listed : ours;
    }

    /** Judges an engine by a session that failed there. Most faults are the content's and say nothing of the engine. */
    void failed(String containerId, EngineFault fault) {
        boolean blamed =
                switch (fault.kind()) {
                    case UNREACHABLE, BROKEN, ENTITLEMENT, DEAD_SESSION -> true;
                    default -> false;
                };
        if (blamed) {
            asideUntil.put(containerId, ticker.nanoTime() + ASIDE.toNanos());
            answeredUntil.remove(containerId);
            trusted.remove(containerId);
            onChange.run();
        }
    }

    /** The engine did not even answer us. */
    void silent(String containerId) {
        silentUntil.put(containerId, ticker.nanoTime() + SILENT.toNanos());
        answeredUntil.remove(containerId);
        trusted.remove(containerId);
        onChange.run();
    }

    boolean isSilent(String containerId) {
        return runs(silentUntil, containerId);
    }

    boolean isAside(String containerId) {
        return runs(asideUntil, containerId);
    }

    /** The engine has answered us; for a while that outweighs what the orchestrator has not seen yet. */
    void answered(String containerId) {
        answeredUntil.put(containerId, ticker.nanoTime() + ANSWERED.toNanos());
        trust(containerId);
    }

    /** The engine has answered us, which is no more than that: its health is the orchestrator's to judge. */
    void trust(String containerId) {
        silentUntil.remove(containerId);
        if (trusted.add(containerId)) {
            onChange.run();
        }
    }

    /** False for an engine that we have never seen working: the list may be ahead of it, or behind. */
    boolean isTrusted(String containerId) {
        return trusted.contains(containerId);
    }

    boolean hasAnswered(String containerId) {
        return runs(answeredUntil, containerId);
    }

    private boolean runs(Map<String, Long> marks, String containerId) {
        return Optional.ofNullable(marks.get(containerId))
                .map(until -> until - ticker.nanoTime() > 0)
                .orElse(false);
    }

    /** A new list has come: forgets what is of no use any more. */
    void prune(List<Engine> listed, long askedNanos) {
        long now = ticker.nanoTime();
        Set<String> addresses = new HashSet<>();
        Set<String> ids = new HashSet<>();
        listed.forEach(engine -> {
            addresses.add(engine.authority());
            ids.add(engine.id());
        });
        trusted.retainAll(ids);
        reported.prune(askedNanos);
        accounts.entrySet().removeIf(entry -> entry.getValue().slots == 0 && !addresses.contains(entry.getKey()));
        List.of(silentUntil, asideUntil, answeredUntil)
                .forEach(marks -> marks.values().removeIf(until -> until - now <= 0));
    }
}
