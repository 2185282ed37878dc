package io.acexy.server;

import io.acexy.core.engine.ContentId;
import io.acexy.core.source.Backups;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineups;
import io.acexy.server.http.Route;
import io.acexy.server.play.HlsDoor;
import io.acexy.server.play.PlayerDoor;
import io.acexy.server.tuning.ChannelDoor;
import io.acexy.server.tuning.ContentsByHand;
import java.util.List;

/** Puts together what is behind the names of channels, and the doors to them. */
final class ChannelStreams {

    private final ContentsByHand lineups;

    ChannelStreams(Lineups lineups) {
        this.lineups = new ContentsByHand(lineups);
    }

    /** The channels, with what an operator has given them. */
    ContentsByHand lineups() {
        return lineups;
    }

    /** What is behind the names of channels. */
    Backups backups(Backups.Times times) {
        return new Backups(this::contents, times);
    }

    private List<ContentId> contents(ContentId channel) {
        return lineups.now().byId(channel.value()).map(Channel::contents).orElse(List.of());
    }

    /** The doors to channels. */
    List<Route> playing(PlayerDoor media, HlsDoor hls) {
        return new ChannelDoor(lineups, media, hls).routes();
    }
}
