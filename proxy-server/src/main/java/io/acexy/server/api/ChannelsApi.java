package io.acexy.server.api;

import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Query;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.play.ContentQuery;
import io.acexy.server.tuning.ChannelDoor;
import io.acexy.server.tuning.ContentsByHand;
import io.acexy.server.tuning.Controls;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;

/** Tells of channels and which of their contents play, and lets an operator choose. Any thread; never waits. */
final class ChannelsApi {

    private static final String ONE = "/api/v1/channels/{id}";
    private static final String CONTENTS = ONE + "/contents";

    private final Sources sources;
    private final Controls controls;
    private final ContentsByHand lineups;
    private final Asking asking;

    ChannelsApi(Sources sources, Controls controls, Asking asking) {
        this.sources = sources;
        this.controls = controls;
        this.lineups = controls.lineups();
        this.asking = asking;
    }

    List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/api/v1/channels", Area.STATUS, Asking.now(this::channels)),
                new Route(HttpMethod.GET, ONE, Area.STATUS, Asking.now(this::channel)),
                new Route(HttpMethod.POST, ONE + "/first", Area.ADMIN, Asking.now(this::backToFirst)),
                new Route(HttpMethod.POST, CONTENTS, Area.ADMIN, Asking.now(this::give)),
                new Route(HttpMethod.DELETE, CONTENTS, Area.ADMIN, Asking.now(this::takeBack)));
    }

    private Answer channels(Request request) {
        Page page = Page.of(request.query());
        ChannelJson channel = new ChannelJson(controls, asking.snapshot(request));
        List<Channel> all = lineups.now().channels();
        return Answer.json(JsonBody.of(json -> Fields.page(json, "channels", page, all, channel::write)));
    }

    private Answer channel(Request request) {
        ChannelJson body = new ChannelJson(controls, asking.snapshot(request));
        return wanted(request)
                .<Answer>map(channel -> Answer.json(JsonBody.of(json -> body.write(json, channel))))
                .orElseGet(ChannelsApi::unknown);
    }

    private Optional<Channel> wanted(Request request) {
        return lineups.now().byId(request.variable("id"));
    }

    private static Answer unknown() {
        return ChannelDoor.unknown().problem();
    }

    private Answer backToFirst(Request request) {
        Optional<Channel> channel = wanted(request);
        if (channel.isEmpty()) {
            return unknown();
        }
        boolean plays = sources.streams().backToFirst(ChannelDoor.content(channel.get()));
        return plays ? Answer.empty(HttpResponseStatus.ACCEPTED) : Asking.unknownStream();
    }

    private Answer give(Request request) {
        return given(request, contents(request.query()));
    }

    private Answer takeBack(Request request) {
        return given(request, List.of());
    }

    private Answer given(Request request, List<ContentId> contents) {
        return lineups.give(request.variable("id"), contents) ? Answer.empty(HttpResponseStatus.NO_CONTENT) : unknown();
    }

    private static List<ContentId> contents(Query query) {
        query.require("content");
        List<ContentId> contents = query.all("content").stream()
                .map(ContentQuery::pasted)
                .distinct()
                .toList();
        if (contents.isEmpty() || contents.size() > ContentsByHand.MOST) {
            throw new BadRequestException("'content' must be given 1 to " + ContentsByHand.MOST + " times");
        }
        return contents;
    }
}
