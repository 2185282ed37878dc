package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which content a run plays, of those that are behind its stream's name: the first of them at the beginning, unless it was found
 * dead a short time ago, and then the next ones in their order. A content that is no channel is alone. Confined to the stream's
 * home loop.
 */
final class Rota {

    private final Backups backups;
    private final DeadContents dead;

    /** Of all of them; what it stands for may change at any time. */
    private ContentId name;

    private ContentId onTurn;

    /** Those that have been on turn since one of them played. */
    private final Set<ContentId> tried = new HashSet<>();

    /** The first of those that are not dead is on turn. */
    Rota(ContentId name, Backups backups, DeadContents dead, long now) {
        this.name = name;
        this.backups = backups;
        this.dead = dead;
        this.onTurn = wanted(now).orElse(name);
        tried.add(onTurn);
    }

    /** None where nothing is behind the name. */
    private Optional<ContentId> wanted(long now) {
        return backups.of(name).stream().min(Comparator.comparing(one -> isDead(one, now)));
    }

    /** What has been one content alone is a channel's from now on. */
    void follow(ContentId channel) {
        name = channel;
    }

    /** The content on turn; the name itself where nothing is behind it. */
    ContentId content() {
        return onTurn;
    }

    /** Under which names its starts are counted: a channel whose contents all keep dying is no more to an engine than one content. */
    Set<ContentId> counted() {
        return name.isChannel() ? Set.copyOf(List.of(name, onTurn)) : Set.of(onTurn);
    }

    /** Whether an engine can be asked for what is on turn. */
    boolean isPlayable() {
        return !onTurn.isChannel() || !onTurn.isOriginal();
    }

    /** Whether there is another one that could be on turn. */
    boolean hasOthers() {
        return name.isChannel() && !others().isEmpty();
    }

    /** Whether there is one that has not been on turn since one of them played. */
    boolean hasUntried() {
        return name.isChannel() && !tried.containsAll(others());
    }

    /** In their order, from the one on turn on, and around. */
    private List<ContentId> others() {
        List<ContentId> all = backups.of(name);
        int at = all.indexOf(onTurn);
        List<ContentId> others = new ArrayList<>(all.subList(at + 1, all.size()));
        others.addAll(all.subList(0, Math.max(0, at)));
        return others;
    }

    /**
     * The next one that has not been tried yet; those that were found dead come last.
     *
     * @param again whether one will do that was tried, where there is no other
     */
    Optional<ContentId> next(long now, boolean again) {
        List<ContentId> others = others();
        Comparator<ContentId> order = Comparator.comparing(one -> isDead(one, now));
        Optional<ContentId> fresh =
                others.stream().filter(one -> !tried.contains(one)).min(order);
        return fresh.isPresent() || !again ? fresh : others.stream().findFirst();
    }

    /** Whoever wants the first again, and be it dead; none where it is on turn. */
    Optional<ContentId> first() {
        return backups.of(name).stream().findFirst().filter(one -> !one.equals(onTurn));
    }

    /** @param content one of those behind the name */
    void turnTo(ContentId content) {
        onTurn = content;
        tried.add(content);
    }

    /** No engine plays the one on turn. */
    void died(long now) {
        dead.died(onTurn, now);
    }

    /** The one on turn plays: from now on each of the others may be tried again. */
    void plays() {
        if (tried.size() > 1) {
            tried.clear();
            tried.add(onTurn);
        }
        dead.lives(onTurn);
    }

    private boolean isDead(ContentId content, long now) {
        return dead.isDead(content, now, backups.times().memory());
    }
}
