package io.acexy.server.metrics;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.vod.Films;
import io.acexy.server.play.HlsAudience;
import io.acexy.server.play.HlsDoor;
import java.util.List;

/**
 * Who plays in which form.
 *
 * @param streams and who has a seat there
 * @param hls the door of those who share one
 * @param films and their sessions
 * @param maxPlayers how many there may be; 0 is no limit
 */
record PlayerPull(StreamRegistry streams, HlsDoor hls, Films films, int maxPlayers) implements Families.Pull {

    @Override
    public void into(Families families) {
        List<HlsAudience> audiences = hls.audiences();
        int seats = streams.statuses().stream().mapToInt(StreamStatus::players).sum();
        families.gauge(
                "acexy_players",
                "Players by form, those who wait among them; ts: also clients of links until they come for their media",
                List.of("format"),
                samples -> {
                    samples.add(Math.max(0, seats - audiences.size()), "ts");
                    samples.add(
                            audiences.stream().mapToInt(HlsAudience::players).sum(), "hls");
                    samples.add(films.count(), "film");
                });
        families.gauge("acexy_players_max", "How many players there may be; 0 is no limit", maxPlayers);
        families.gauge("acexy_film_sessions", "Engine sessions for films, one for each viewer", films.count());
        families.gauge("acexy_hls_contents", "Contents that are played as HLS", audiences.size());
        families.gauge(
                "acexy_hls_held_bytes",
                "Media that is held for HLS players",
                audiences.stream().mapToLong(HlsAudience::heldBytes).sum());
    }
}
