package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.channels.Lineups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lineup with the contents that an operator has given to some channels while this runs, in place of those that the sources
 * have; a restart forgets them. Any thread.
 */
public final class ContentsByHand implements Lineups {

    /** So many contents a channel may have. */
    public static final int MOST = 16;

    private final Lineups sources;

    private Map<String, List<ContentId>> byHand = Map.of();
    private Lineup from;
    private Lineup made;

    /** @param sources the lineup as the sources have it */
    public ContentsByHand(Lineups sources) {
        this.sources = sources;
    }

    @Override
    public synchronized Lineup now() {
        Lineup fresh = sources.now();
        if (fresh != from) {
            from = fresh;
            made = make(fresh);
        }
        return made;
    }

    private Lineup make(Lineup lineup) {
        if (byHand.isEmpty()) {
            return lineup;
        }
        return new Lineup(lineup.channels().stream().map(this::withContents).toList());
    }

    private Channel withContents(Channel channel) {
        List<ContentId> contents = byHand.get(channel.id());
        return contents == null
                ? channel
                : new Channel(
                        channel.id(),
                        channel.number(),
                        channel.name(),
                        channel.guideId(),
                        channel.groups(),
                        channel.logo(),
                        contents);
    }

    /**
     * Gives a channel other contents; what plays goes on until it dies.
     *
     * @param contents the one that is wanted first; none gives it back those of the sources
     * @return false where there is no such channel
     */
    public synchronized boolean give(String channel, List<ContentId> contents) {
        if (now().byId(channel).isEmpty()) {
            return false;
        }
        Map<String, List<ContentId>> changed = new HashMap<>(byHand);
        changed.keySet()
                .retainAll(sources.now().channels().stream().map(Channel::id).toList());
        if (contents.isEmpty()) {
            changed.remove(channel);
        } else {
            changed.put(channel, List.copyOf(contents));
        }
        byHand = changed;
        from = null;
        return true;
    }

    /** Whether a channel has other contents than the sources say. */
    public synchronized boolean hasGiven(String channel) {
        return byHand.containsKey(channel);
    }
}
