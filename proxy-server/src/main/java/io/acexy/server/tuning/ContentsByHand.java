package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Keepsake;
import io.acexy.server.channels.Lineup;
import io.acexy.server.channels.Lineups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lineup with the contents that an operator has given to some channels, in place of those that the sources have. What he has given
 * is kept, a line for each channel: its id, and the contents as kind and value. Any thread.
 */
public final class ContentsByHand implements Lineups {

    /** So many contents a channel may have. */
    public static final int MOST = 16;

    /** So many channels: of more, those that no list has any more are forgotten. */
    private static final int MOST_CHANNELS = 1_000;

    private final Lineups sources;
    private final Keepsake kept;

    private Map<String, List<ContentId>> byHand = Map.of();
    private Lineup from;
    private Lineup made;

    /**
     * Begins with what was kept. Blocks.
     *
     * @param sources the lineup as the sources have it
     */
    public ContentsByHand(Lineups sources, Keepsake kept) {
        this.sources = sources;
        this.kept = kept;
        this.byHand = read(kept.read());
    }

    /** A line that is not understood is left out. */
    private static Map<String, List<ContentId>> read(String text) {
        Map<String, List<ContentId>> read = new TreeMap<>();
        text.lines().limit(MOST_CHANNELS).forEach(line -> {
            String[] parts = line.split("\t", -1);
            List<ContentId> contents = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                content(parts[i]).ifPresent(contents::add);
            }
            if (!contents.isEmpty() && contents.size() == parts.length - 1 && contents.size() <= MOST) {
                read.put(parts[0], List.copyOf(contents));
            }
        });
        return read;
    }

    private static Optional<ContentId> content(String text) {
        try {
            int colon = text.indexOf(':');
            ContentId.Kind kind = ContentId.Kind.valueOf(text.substring(0, Math.max(0, colon)));
            ContentId content = new ContentId(kind, text.substring(colon + 1));
            return Optional.of(content).filter(one -> !one.isChannel());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String written(Map<String, List<ContentId>> byHand) {
        StringBuilder text = new StringBuilder();
        byHand.forEach((channel, contents) -> {
            text.append(channel);
            contents.forEach(
                    one -> text.append('\t').append(one.kind()).append(':').append(one.value()));
            text.append('\n');
        });
        return text.toString();
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
        Map<String, List<ContentId>> changed = new TreeMap<>(byHand);
        if (changed.size() >= MOST_CHANNELS) {
            changed.keySet()
                    .retainAll(
                            sources.now().channels().stream().map(Channel::id).toList());
        }
        if (contents.isEmpty()) {
            changed.remove(channel);
        } else {
            changed.put(channel, List.copyOf(contents));
        }
        byHand = changed;
        from = null;
        kept.write(written(changed));
        return true;
    }

    /** Whether a channel has other contents than the sources say. */
    public synchronized boolean hasGiven(String channel) {
        return byHand.containsKey(channel);
    }
}
