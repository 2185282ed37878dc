package io.acexy.server.channels;

import io.acexy.server.fetch.Fetcher;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.List;
import java.util.Optional;

/**
 * The door to channels' pictures. One that cannot be had from here is where the list says: whoever asks may reach what this proxy may not.
 * A page can show no such answer and would have each of them among its errors, so for {@code missing=empty} it is empty. Any thread; never
 * waits.
 */
public final class PictureDoor {

    /** Nothing of what a picture's bytes may also be is run, wherever it is opened. */
    private static final String POLICY = "default-src 'none'; sandbox";

    private final Lineups channels;
    private final Pictures pictures;

    public PictureDoor(Lineups channels, Pictures pictures) {
        this.channels = channels;
        this.pictures = pictures;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/channel/{id}/logo", Area.LISTS, this::picture));
    }

    private Future<Answer> picture(Request request) {
        Optional<String> address = channels.now()
                .byId(request.variable("id"))
                .map(Channel::logo)
                .filter(url -> Fetcher.host(url).isPresent() && url.chars().allMatch(c -> c > ' ' && c < 0x7f));
        boolean empty = request.query().first("missing").orElse("").equals("empty");
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        if (address.isEmpty()) {
            return answer.setSuccess(empty ? nothing() : none(request));
        }
        pictures.at(address.get())
                .addListener((Future<Optional<Pictures.Picture>> found) -> answer.setSuccess(found.getNow()
                        .map(picture -> whole(request, picture))
                        .orElseGet(() -> empty ? nothing() : Answer.redirect(address.get()))));
        return answer;
    }

    private static Answer nothing() {
        return Answer.empty(HttpResponseStatus.NO_CONTENT).with(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    private static Answer none(Request request) {
        return Failure.of(FailureKind.UNKNOWN_PATH, "this channel has no picture")
                .answer(request.form());
    }

    private static Answer whole(Request request, Pictures.Picture picture) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.ETAG, picture.tag())
                .set(HttpHeaderNames.CACHE_CONTROL, "private, max-age=3600")
                .set("content-security-policy", POLICY)
                .set("x-content-type-options", "nosniff");
        if (request.headers().get(HttpHeaderNames.IF_NONE_MATCH, "").contains(picture.tag())) {
            return new Answer.Whole(HttpResponseStatus.NOT_MODIFIED, headers, Unpooled.EMPTY_BUFFER);
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, picture.type());
        return new Answer.Whole(
                HttpResponseStatus.OK, headers, picture.content().duplicate());
    }
}
