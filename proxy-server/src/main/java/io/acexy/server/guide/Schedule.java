package io.acexy.server.guide;

import io.acexy.server.channels.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The programmes of the next two days, by channel. Immutable once made; any thread. */
final class Schedule implements Programmes {

    static final Schedule EMPTY = new Schedule(Map.of());

    private static final int MOST = 200_000;
    private static final int LONGEST_TITLE = 200;

    private final Map<String, List<Programme>> byId;

    private Schedule(Map<String, List<Programme>> byId) {
        this.byId = byId;
    }

    @Override
    public List<Programme> from(Channel channel, Instant from, int most) {
        return byId.getOrDefault(Wanted.idOf(channel), List.of()).stream()
                .filter(programme -> programme.stop().isAfter(from))
                .limit(most)
                .toList();
    }

    /** Makes one. One thread. */
    static final class Maker {

        private final Map<String, List<Programme>> byId = new HashMap<>();
        private int count;

        /** @param stop null where the guide does not say */
        void add(String id, String title, Instant start, Instant stop) {
            if (count < MOST) {
                count++;
                String shown = title.substring(0, Math.min(LONGEST_TITLE, title.length()));
                byId.computeIfAbsent(id, key -> new ArrayList<>()).add(new Programme(shown, start, stop));
            }
        }

        Schedule make() {
            Map<String, List<Programme>> sorted = new HashMap<>();
            byId.forEach((id, programmes) -> {
                programmes.sort(Comparator.comparing(Programme::start));
                sorted.put(id, ended(programmes));
            });
            return new Schedule(sorted);
        }

        /** What is not said to end does so when the next begins; the last one is given an hour. */
        private static List<Programme> ended(List<Programme> sorted) {
            List<Programme> ended = new ArrayList<>(sorted.size());
            for (int i = 0; i < sorted.size(); i++) {
                Programme one = sorted.get(i);
                Instant next = i + 1 < sorted.size()
                        ? sorted.get(i + 1).start()
                        : one.start().plusSeconds(3600);
                ended.add(one.stop() == null ? new Programme(one.title(), one.start(), next) : one);
            }
            return List.copyOf(ended);
        }
    }
}
