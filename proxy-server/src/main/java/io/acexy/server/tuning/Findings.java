package io.acexy.server.tuning;

import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Hiding;
import io.acexy.server.channels.Keepsake;
import io.acexy.server.channels.Lineup;
import io.acexy.server.channels.Lineups;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What checks have found of channels, kept over restarts, and which channels are left out of lists for it. Only what says something of a
 * channel counts; and where most of those that were looked at seem dead, it is rather the engines or the network, and none is left
 * out. Any thread.
 */
public final class Findings implements Hiding {

    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    private final int hideAfter;
    private final Lineups all;
    private final Keepsake kept;
    private final Map<Checkup.Verdict, Long> counts = new EnumMap<>(Checkup.Verdict.class);

    /** Replaced as a whole. */
    private volatile Map<String, Finding> findings;

    private volatile Set<String> hidden = Set.of();
    private volatile boolean heldBack;

    /**
     * Begins with what was kept. Blocks.
     *
     * @param hideAfter after so many deaths in a row a channel is left out; 0 is never
     * @param all the channels, those included that are left out
     */
    public Findings(int hideAfter, Lineups all, Keepsake kept) {
        this.hideAfter = hideAfter;
        this.all = all;
        this.kept = kept;
        this.findings = Map.copyOf(FindingText.read(kept.read()));
    }

    /** One more check is over. */
    synchronized void found(String channel, Checkup checkup) {
        counts.merge(checkup.verdict(), 1L, Long::sum);
        if (checkup.verdict() == Checkup.Verdict.UNKNOWN) {
            return;
        }
        Map<String, Finding> next = new HashMap<>(findings);
        next.put(channel, Finding.of(checkup, of(channel)));
        // Those that were read before their list has come are not of channels that are gone.
        Lineup lineup = all.now();
        if (next.size() > 2 * lineup.channels().size()) {
            next.keySet().removeIf(id -> !id.equals(channel) && lineup.byId(id).isEmpty());
        }
        findings = Map.copyOf(next);
        kept.write(FindingText.write(next));
    }

    /** What is known of a channel, unless nothing is. */
    public Optional<Finding> of(String channel) {
        return Optional.ofNullable(findings.get(channel));
    }

    @Override
    public synchronized Set<String> hidden(Lineup lineup) {
        if (hideAfter == 0) {
            return Set.of();
        }
        Map<String, Finding> now = findings;
        Map<String, Finding> known = lineup.channels().stream()
                .map(Channel::id)
                .filter(now::containsKey)
                .collect(Collectors.toMap(id -> id, now::get));
        Set<String> dead = known.entrySet().stream()
                .filter(one -> one.getValue().deaths() >= hideAfter)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        holdBack(!dead.isEmpty() && mostAreDead(known.values()), dead.size());
        hidden = heldBack ? Set.of() : dead;
        return hidden;
    }

    private static boolean mostAreDead(Collection<Finding> known) {
        long dead = known.stream().filter(one -> !one.isAlive()).count();
        return dead * 2 > known.size();
    }

    private void holdBack(boolean now, int dead) {
        if (now && !heldBack) {
            LOG.atWarn()
                    .addKeyValue("channels", dead)
                    .log(
                            "most channels that were checked seem dead: none is left out of lists, for it may be the engines or the"
                                    + " network");
        }
        heldBack = now;
    }

    /** Whether this one was left out when that was decided last. */
    public boolean isHidden(String channel) {
        return hidden.contains(channel);
    }

    /** Whether none is left out because most seem dead. */
    public boolean isHeldBack() {
        return heldBack;
    }

    /** How many there are that were found like this, of those that there are. */
    public long channels(Checkup.Verdict verdict) {
        Map<String, Finding> now = findings;
        return all.now().channels().stream()
                .filter(channel -> verdict == verdict(now.get(channel.id())))
                .count();
    }

    private static Checkup.Verdict verdict(Finding finding) {
        if (finding == null) {
            return Checkup.Verdict.UNKNOWN;
        }
        return finding.isAlive() ? Checkup.Verdict.ALIVE : Checkup.Verdict.DEAD;
    }

    /** How many are left out. */
    public int hidden() {
        return hidden.size();
    }

    /** How many checks have come to this since the program began. */
    public synchronized long checks(Checkup.Verdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }
}
