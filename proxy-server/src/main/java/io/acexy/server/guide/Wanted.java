package io.acexy.server.guide;

import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Which channels of a guide the lineup wants, and under which ids: a channel's {@code tvg-id}, by which players look for it, or its own
 * where it has none. Channels with one {@code tvg-id} are one here. Immutable.
 */
final class Wanted {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> QUALITIES = Set.of("hd", "fhd", "uhd", "sd", "4k", "hevc", "1080p", "720p", "tv");

    private final Map<String, List<Channel>> targets = new LinkedHashMap<>();
    private final Map<String, String> byLowerId = new HashMap<>();
    private final Map<String, Set<String>> byName = new HashMap<>();

    Wanted(Lineup lineup) {
        for (Channel channel : lineup.channels()) {
            String id = idOf(channel);
            targets.computeIfAbsent(id, key -> new ArrayList<>(1)).add(channel);
            if (!channel.guideId().isEmpty()) {
                byLowerId.putIfAbsent(channel.guideId().toLowerCase(Locale.ROOT), id);
            }
            byName.computeIfAbsent(simple(channel.name()), key -> new LinkedHashSet<>())
                    .add(id);
        }
    }

    /** Under which id a channel's programmes are served. */
    static String idOf(Channel channel) {
        return channel.guideId().isEmpty() ? channel.id() : channel.guideId();
    }

    /** The channels by their ids. */
    Map<String, List<Channel>> targets() {
        return targets;
    }

    /** The same for two lineups that want the same of a guide. */
    String key() {
        CRC32 sum = new CRC32();
        List<String> all = new ArrayList<>(byLowerId.keySet());
        byName.forEach((name, ids) -> all.add(name + '\n' + String.join("\n", ids)));
        all.sort(null);
        all.forEach(text -> sum.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return Long.toHexString(sum.getValue()) + '-' + targets.size();
    }

    /** A name without what one list writes and another does not: case, accents, punctuation, qualities. */
    static String simple(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        StringBuilder simple = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (String word : OTHERS.split(plain, 64)) {
            all.append(word);
            if (!QUALITIES.contains(word)) {
                simple.append(word);
            }
        }
        return (simple.isEmpty() ? all : simple).toString();
    }

    /** The matching for one guide. */
    Match match() {
        return new Match();
    }

    /**
     * Which of the guide's channels are which of ours. All channels are told before the first programme is asked for: ids count for more
     * than names. One thread.
     */
    final class Match {

        private final Map<String, Set<String>> bySource = new HashMap<>();
        private final Map<String, String> candidates = new LinkedHashMap<>();
        private final Set<String> byId = new HashSet<>();
        private boolean settled;

        /** A channel of the guide. */
        void channel(String id, Collection<String> names) {
            String target = byLowerId.get(id.toLowerCase(Locale.ROOT));
            if (target != null) {
                add(id, target);
                byId.add(target);
                return;
            }
            for (String name : names) {
                String simple = simple(name);
                if (!simple.isEmpty()) {
                    byName.getOrDefault(simple, Set.of()).forEach(one -> candidates.putIfAbsent(one, id));
                }
            }
        }

        private void add(String id, String target) {
            bySource.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(target);
        }

        /** Whose programmes those of a channel of the guide are; of nobody where it is empty. */
        Set<String> targets(String id) {
            if (!settled) {
                settled = true;
                candidates.forEach((target, source) -> {
                    if (!byId.contains(target)) {
                        add(source, target);
                    }
                });
                candidates.clear();
            }
            Set<String> found = bySource.get(id);
            if (found != null) {
                return found;
            }
            String target = byLowerId.get(id.toLowerCase(Locale.ROOT));
            return target == null ? Set.of() : Set.of(target); // its channel is missing, or comes behind it
        }
    }
}
