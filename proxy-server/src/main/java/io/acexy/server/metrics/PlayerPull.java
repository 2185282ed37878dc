package io.acexy.server.metrics;

import io.acexy.core.vod.Films;
import io.acexy.server.play.HlsAudience;
import io.acexy.server.play.HlsDoor;
import io.acexy.server.play.PlayerBook;
import io.acexy.server.play.PlayerBook.Served;
import io.acexy.server.play.PlayerForm;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Who plays in which form.
 *
 * @param book has everybody
 * @param hls the door of those who share a seat
 * @param films and their sessions
 * @param maxPlayers how many there may be; 0 is no limit
 */
record PlayerPull(PlayerBook book, HlsDoor hls, Films films, IntSupplier maxPlayers) implements Families.Pull {

    private static final List<String> FORMAT = List.of("format");

    @Override
    public void into(Families families) {
        List<HlsAudience> audiences = hls.audiences();
        Map<PlayerForm, Served> served = book.served();
        families.gauge(
                "acexy_players",
                "Players by form, those who wait among them",
                FORMAT,
                samples -> served.forEach((form, all) -> samples.add(all.players(), form.word())));
        families.counter(
                "acexy_player_delivered_bytes_total",
                "Media that players were given, by form",
                FORMAT,
                samples -> served.forEach((form, all) -> samples.add(all.delivered(), form.word())));
        families.gauge("acexy_players_max", "How many players there may be; 0 is no limit", maxPlayers.getAsInt());
        families.gauge("acexy_film_sessions", "Engine sessions for films, one for each viewer", films.count());
        families.gauge("acexy_hls_contents", "Contents that are played as HLS", audiences.size());
        families.gauge(
                "acexy_hls_held_bytes",
                "Media that is held for HLS players",
                audiences.stream().mapToLong(HlsAudience::heldBytes).sum());
    }
}
