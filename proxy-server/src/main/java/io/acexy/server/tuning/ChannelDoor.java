package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineups;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.play.ContentQuery;
import io.acexy.server.play.HlsDoor;
import io.acexy.server.play.PlayerDoor;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.List;
import java.util.Optional;

/** The door to channels: the same players as at the doors to contents, for whichever content of a channel plays. Any thread. */
public final class ChannelDoor {

    /** In which form a channel is played. */
    public enum Form {
        /** MPEG-TS, until the player leaves. */
        TS(".ts"),
        /** HLS. */
        HLS(".m3u8");

        private final String ending;

        Form(String ending) {
            this.ending = ending;
        }

        /** The path at which a channel is played like this. */
        public String path(Channel channel) {
            return "/channel/" + channel.id() + ending;
        }
    }

    private final Lineups lineups;
    private final PlayerDoor media;
    private final HlsDoor hls;

    /** @param lineups which channels there are */
    public ChannelDoor(Lineups lineups, PlayerDoor media, HlsDoor hls) {
        this.lineups = lineups;
        this.media = media;
        this.hls = hls;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/channel/{channel}", Area.PLAY, this::asked),
                new Route(HttpMethod.HEAD, "/channel/{channel}", Area.PLAY, this::asked));
    }

    private Future<Answer> asked(Request request) {
        String name = request.variable("channel");
        for (Form form : Form.values()) {
            Optional<Channel> channel = name.endsWith(form.ending)
                    ? lineups.now().byId(name.substring(0, name.length() - form.ending.length()))
                    : Optional.empty();
            if (channel.isPresent()) {
                return play(channel.get(), form, request, "../ace/");
            }
        }
        return now(unknown().answer(request.form()));
    }

    /** What is said of a channel that there is not. */
    public static Failure unknown() {
        return Failure.of(FailureKind.UNKNOWN_CHANNEL, "there is no such channel, or not any more");
    }

    /**
     * Plays a channel for a player, wherever he has asked for it; through a profile, if his query names one. A probe is answered
     * without a start.
     *
     * @param base from the path of the request to {@code /ace/}, for HLS
     */
    public Future<Answer> play(Channel channel, Form form, Request request, String base) {
        ContentId content = content(channel).through(ContentQuery.profile(request.query()));
        boolean probe = request.method().equals(HttpMethod.HEAD);
        if (form == Form.TS) {
            return probe ? now(PlayerDoor.head()) : media.play(content, request, Optional.empty(), () -> {});
        }
        return probe ? now(HlsDoor.head()) : hls.open(content, request, base);
    }

    /** The one stream of all players of a channel. */
    public static ContentId content(Channel channel) {
        return new ContentId(ContentId.Kind.CHANNEL, channel.id());
    }

    private static Future<Answer> now(Answer answer) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(answer);
    }
}
