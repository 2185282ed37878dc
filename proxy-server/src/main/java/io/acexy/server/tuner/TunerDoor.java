package io.acexy.server.tuner;

import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineups;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Query;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The device over HTTP, as info.hdhomerun.com describes it: what it is, its lineup, and its channels by their numbers. Any thread.
 */
public final class TunerDoor {

    /** A recording may be long, but ends. */
    private static final long LONGEST_SECONDS = Duration.ofDays(7).toSeconds();

    private final TunerDevice device;
    private final Channels channels;
    private final BaseUrl base;
    private final ChannelPlayer player;
    private final Tuners tuners;
    private final LineupPages pages = new LineupPages();

    /**
     * Which channels there are.
     *
     * @param all those that play when they are asked for
     * @param listed those that the lineup has
     * @param codecs what is known of them, by their ids
     */
    public record Channels(Lineups all, Lineups listed, Supplier<Map<String, Codecs>> codecs) {}

    public TunerDoor(TunerDevice device, Channels channels, BaseUrl base, ChannelPlayer player) {
        this.device = device;
        this.channels = channels;
        this.base = base;
        this.player = player;
        this.tuners = new Tuners(device.tuners());
    }

    /** What it serves. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(list("/discover.json", request -> TunerAnswers.discover(device, base.of(request))));
        routes.add(list("/lineup.json", request -> lineup(request, LineupPages.Form.JSON)));
        routes.add(list("/lineup.xml", request -> lineup(request, LineupPages.Form.XML)));
        routes.add(list("/lineup.m3u", request -> lineup(request, LineupPages.Form.M3U)));
        routes.add(list("/lineup_status.json", request -> TunerAnswers.lineupStatus()));
        routes.add(list("/status.json", request -> TunerAnswers.status(tuners.now())));
        routes.add(list("/device.xml", request -> TunerAnswers.description(device, base.of(request))));
        // Plex says that there is no device where this is not taken, and needs nothing done.
        routes.add(
                new Route(HttpMethod.POST, "/lineup.post", Area.LISTS, Handler.now(request -> TunerAnswers.nothing())));
        media(routes, "/auto/{channel}", Optional.empty());
        for (int tuner = 0; tuner < device.tuners(); tuner++) {
            media(routes, "/tuner" + tuner + "/{channel}", Optional.of(tuner));
        }
        return routes;
    }

    private static Route list(String path, Handler.Immediate handler) {
        return new Route(HttpMethod.GET, path, Area.LISTS, Handler.now(handler));
    }

    private void media(List<Route> routes, String path, Optional<Integer> tuner) {
        routes.add(new Route(HttpMethod.GET, path, Area.PLAY, request -> tune(request, tuner)));
        routes.add(new Route(HttpMethod.HEAD, path, Area.PLAY, Handler.now(this::probe)));
    }

    private Answer lineup(Request request, LineupPages.Form form) {
        return TunerAnswers.of(
                form.type(),
                pages.page(channels.listed().now(), channels.codecs().get(), form, base.of(request)));
    }

    /** Programs look before they play; that starts nothing. */
    private Answer probe(Request request) {
        return refusal(request)
                .orElseGet(() -> new Answer.Streamed(
                        HttpResponseStatus.OK,
                        new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, "video/mp2t"),
                        body -> {}));
    }

    private Future<Answer> tune(Request request, Optional<Integer> tuner) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        Optional<Answer> refusal = refusal(request);
        if (refusal.isPresent()) {
            return answer.setSuccess(refusal.get());
        }
        Channel channel = channel(request).orElseThrow();
        Optional<Duration> time = duration(request.query());
        request.trail().note("channel", channel.id());
        boolean joins = player.isRunning(channel);
        Tuners.Place place = place(channel, tuner, joins);
        if (place.outcome() != Tuners.Outcome.GIVEN) {
            return answer.setSuccess(inUse(place.outcome(), request));
        }
        Future<Answer> played = player.play(channel, request, time, place.leave());
        played.addListener(done -> {
            if (!(played.getNow() instanceof Answer.Takeover)) {
                place.leave().run(); // refused, maybe before there was a seat to leave
            }
            if (played.isSuccess()) {
                answer.setSuccess(TunerError.translated(played.getNow(), joins));
            } else {
                answer.setFailure(played.cause());
            }
        });
        return answer;
    }

    /** Who joins what runs without a tuner needs none. */
    private Tuners.Place place(Channel channel, Optional<Integer> tuner, boolean joins) {
        if (joins && !tuners.has(channel)) {
            return new Tuners.Place(Tuners.Outcome.GIVEN, () -> {});
        }
        return tuner.map(one -> tuners.take(one, channel)).orElseGet(() -> tuners.take(channel));
    }

    private static Answer inUse(Tuners.Outcome why, Request request) {
        boolean one = why == Tuners.Outcome.TAKEN;
        return (one ? TunerError.TUNER_IN_USE : TunerError.ALL_IN_USE)
                .answer(
                        FailureKind.LIMIT_REACHED,
                        one ? "another channel is on this tuner" : "other channels are on all tuners",
                        "try again when somebody has left, or raise acexy.tuner.count",
                        request);
    }

    private Optional<Answer> refusal(Request request) {
        if (channel(request).isEmpty()) {
            return Optional.of(TunerError.UNKNOWN_CHANNEL.answer(
                    FailureKind.CONTENT_UNKNOWN,
                    "no channel has this number",
                    "/lineup.json lists all channels",
                    request));
        }
        String profile = request.query().first("transcode").orElse("none");
        if (!profile.isEmpty() && !profile.equals("none")) {
            return Optional.of(TunerError.UNKNOWN_PROFILE.answer(
                    FailureKind.UNKNOWN_PROFILE, "this tuner transcodes nothing", "leave transcode= away", request));
        }
        return Optional.empty();
    }

    private Optional<Channel> channel(Request request) {
        String wanted = request.variable("channel");
        return wanted.startsWith("v") ? channels.all().now().byNumber(wanted.substring(1)) : Optional.empty();
    }

    private static Optional<Duration> duration(Query query) {
        return query.first("duration").map(text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
                throw new BadRequestException("'duration' must be a number of seconds");
            }
            return Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(text)));
        });
    }

    /** What each tuner has, for those who ask in another way. */
    public Supplier<List<Optional<Channel>>> tuners() {
        return tuners::now;
    }
}
