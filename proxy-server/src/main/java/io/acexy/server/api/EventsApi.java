package io.acexy.server.api;

import io.acexy.server.admin.History;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Answers what happened, and goes on to tell it to those who listen. Any thread; never waits. */
final class EventsApi {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String STREAM = "text/event-stream";
    private static final Duration FULL_RETRY = Duration.ofSeconds(10);

    private final History history;
    private final EventHub hub;

    EventsApi(History history, EventHub hub) {
        this.history = history;
        this.hub = hub;
    }

    List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/api/v1/events", Area.STATUS, Asking.now(this::events)));
    }

    private Answer events(Request request) {
        String accept = request.headers().get(HttpHeaderNames.ACCEPT, "").toLowerCase(Locale.ROOT);
        return accept.contains(STREAM) ? stream(request) : list(request);
    }

    private Answer list(Request request) {
        Page page = Page.of(request.query());
        request.query().require("since");
        History.Excerpt found = find(request.query().first("since"), page.limit());
        return Answer.json(JsonBody.of(json -> {
            json.writeNumberField("first", found.first());
            json.writeNumberField("last", found.last());
            json.writeBooleanField("complete", found.complete());
            Fields.list(json, "events", found.events(), EventJson::write);
        }));
    }

    /** Behind a number the next ones; without any the last ones. */
    private History.Excerpt find(Optional<String> since, int limit) {
        if (since.isEmpty()) {
            return history.latest(limit, Instant.EPOCH);
        }
        if (NUMBER.matcher(since.get()).matches()) {
            return history.after(Long.parseLong(since.get()), limit);
        }
        try {
            return history.latest(limit, Instant.parse(since.get()));
        } catch (DateTimeParseException e) {
            throw new BadRequestException(
                    "'since' must be the number of an event, or a time like 2026-01-31T12:00:00Z");
        }
    }

    private Answer stream(Request request) {
        if (!request.form().body()) {
            return new Answer.Streamed(HttpResponseStatus.OK, headers(), body -> {});
        }
        EventReader reader = hub.admit(request.connection(), lastSeen(request));
        if (reader == null) {
            return Failure.of(
                            FailureKind.LIMIT_REACHED,
                            "as many listen to events as may: " + EventHub.MOST_READERS,
                            FULL_RETRY)
                    .problem();
        }
        return new Answer.Streamed(HttpResponseStatus.OK, headers(), reader::begin);
    }

    /** The last is for nginx, which would gather what should go out at once. */
    private static HttpHeaders headers() {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set("X-Accel-Buffering", "no");
    }

    /** What cannot be a number of ours is one that was missed. */
    private static OptionalLong lastSeen(Request request) {
        String header = request.headers().get("Last-Event-ID");
        String last = header == null ? request.query().first("since").orElse(null) : header;
        if (last == null || last.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(NUMBER.matcher(last).matches() ? Long.parseLong(last) : 0);
    }
}
