package io.acexy.server.api;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamRegistry.Known;
import io.acexy.core.stream.StreamStatus;
import io.acexy.server.admin.StreamId;
import io.acexy.server.play.PlayerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Streams and players of one moment, brought together. A value.
 *
 * @param time of it
 * @param nanos the same by the loops' ticker
 * @param streams who was opened first is first
 * @param players who came first is first
 */
record Snapshot(Instant time, long nanos, List<Line> streams, List<Seen> players) {

    /**
     * A stream, and who watches it.
     *
     * @param id in paths
     * @param status of its own
     * @param names all that lead to it
     * @param players how many watch or wait, in any form
     * @param behind how far the slowest is behind; null where nobody plays
     */
    record Line(String id, StreamStatus status, List<ContentId> names, int players, Duration behind) {

        /** Whether somebody means it who has typed that. */
        boolean is(String typed) {
            return id.equals(typed)
                    || names.stream().anyMatch(name -> StreamId.of(name).equals(typed));
        }
    }

    /**
     * A player, and what he watches.
     *
     * @param stream in paths
     * @param status of his own
     */
    record Seen(String stream, PlayerStatus status) {

        Duration behind() {
            return status.viewing().behind();
        }
    }

    /** Who is furthest behind is first; those of whom it is not known come last. */
    static final Comparator<Seen> SLOWEST_FIRST =
            Comparator.comparing(Seen::behind, Comparator.nullsLast(Comparator.reverseOrder()));

    static Snapshot of(Sources sources, Instant time, long nanos) {
        List<Known> known = sources.streams().known();
        Map<ContentId, String> ids = new HashMap<>();
        known.forEach(one -> one.names()
                .forEach(name -> ids.put(name, StreamId.of(one.status().content()))));
        List<Seen> players = sources.players().statuses().stream()
                .map(one -> new Seen(ids.getOrDefault(one.content(), StreamId.of(one.content())), one))
                .toList();
        Map<String, List<Seen>> watching = new HashMap<>();
        players.forEach(one -> watching.computeIfAbsent(one.stream(), first -> new ArrayList<>())
                .add(one));
        List<Line> streams = known.stream()
                .map(one -> line(one, watching))
                .sorted(Comparator.comparing((Line line) -> line.status().opened())
                        .thenComparing(Line::id))
                .toList();
        return new Snapshot(time, nanos, streams, players);
    }

    private static Line line(Known known, Map<String, List<Seen>> watching) {
        String id = StreamId.of(known.status().content());
        List<Seen> here = watching.getOrDefault(id, List.of());
        Duration behind = here.stream()
                .map(Seen::behind)
                .filter(one -> one != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Line(id, known.status(), known.names(), here.size(), behind);
    }

    /** The stream that somebody means. */
    Optional<Line> find(String typed) {
        return streams.stream().filter(line -> line.is(typed)).findFirst();
    }
}
