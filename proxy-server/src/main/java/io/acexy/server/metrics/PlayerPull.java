package io.acexy.server.metrics;

import io.acexy.core.vod.Films;
import io.acexy.server.play.HlsAudience;
import io.acexy.server.play.HlsDoor;
import java.util.List;

/**
 * Who plays in which form.
 *
 * @param hls the door of some
 * @param films and their sessions
 * @param maxPlayers how many there may be; 0 is no limit
 */
record PlayerPull(HlsDoor hls, Films films, int maxPlayers) implements Families.Pull {

    @Override
    public void into(Families families) {
        families.gauge("acexy_players_max", "How many players there may be; 0 is no limit", maxPlayers);
        families.gauge("acexy_film_sessions", "Engine sessions for films, one for each viewer", films.count());
        List<HlsAudience> audiences = hls.audiences();
        families.gauge("acexy_hls_contents", "Contents that are played as HLS", audiences.size());
        families.gauge(
                "acexy_hls_held_bytes",
                "Media that is held for HLS players",
                audiences.stream().mapToLong(HlsAudience::heldBytes).sum());
    }
}
