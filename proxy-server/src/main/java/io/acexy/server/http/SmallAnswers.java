package io.acexy.server.http;

import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;

/** Answers everything that is not playback, at once and in the order of the requests. Passes playback on. */
@ChannelHandler.Sharable
final class SmallAnswers extends SimpleChannelInboundHandler<Route> implements Route.Cases<FullHttpResponse> {

    private static final String METHODS = "GET, HEAD, OPTIONS";

    private final StreamRegistry streams;
    private final StatusPart further;

    SmallAnswers(StreamRegistry streams, StatusPart further) {
        this.streams = streams;
        this.further = further;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Route route) {
        FullHttpResponse answer = route.dispatch(this);
        if (answer == null) {
            ctx.fireChannelRead(route);
        } else if (route.form().last()) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            ctx.write(answer).addListener(new LingeringClose());
        } else {
            if (!route.form().chunked()) {
                answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE); // HTTP/1.0 expects it
            }
            ctx.write(answer);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    /** Not ours. */
    @Override
    public FullHttpResponse playback(Route.Playback route) {
        return null;
    }

    @Override
    public FullHttpResponse status(Route.Status route) {
        if (route.content().isEmpty()) {
            return json(StatusJson.of(streams.statuses(), further), route.form());
        }
        Optional<StreamStatus> stream = route.content().flatMap(streams::status);
        return stream.map(found -> json(StatusJson.of(found), route.form()))
                .orElseGet(() -> FailureResponses.response(FailureResponses.unknownStream(), route.form()));
    }

    /** The move itself takes a while: the status shows the stream on its new engine when it is done. */
    @Override
    public FullHttpResponse move(Route.Move route) {
        if (route.content().stream().noneMatch(streams::move)) {
            return FailureResponses.response(FailureResponses.unknownStream(), route.form());
        }
        FullHttpResponse response = empty(HttpResponseStatus.ACCEPTED);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response;
    }

    /** The head of a stream's answer, as for the GET, without a length: a live stream has none. */
    @Override
    public FullHttpResponse probe(Route.Probe route) {
        FullHttpResponse response = empty(HttpResponseStatus.OK);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "video/mp2t")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (route.form().chunked()) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return response;
    }

    @Override
    public FullHttpResponse methods(Route.Methods route) {
        FullHttpResponse response = empty(HttpResponseStatus.NO_CONTENT);
        response.headers()
                .set(HttpHeaderNames.ALLOW, METHODS)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "*")
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
        return response;
    }

    @Override
    public FullHttpResponse wrongMethod(Route.WrongMethod route) {
        FullHttpResponse response = FailureResponses.response(FailureResponses.wrongMethod(), route.form());
        response.headers().set(HttpHeaderNames.ALLOW, METHODS);
        return response;
    }

    @Override
    public FullHttpResponse unknown(Route.Unknown route) {
        return FailureResponses.response(FailureResponses.unknownPath(), route.form());
    }

    @Override
    public FullHttpResponse malformed(Route.Malformed route) {
        return FailureResponses.response(FailureResponses.malformed(route.status(), route.reason()), route.form());
    }

    private static FullHttpResponse json(byte[] body, Route.Form form) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                form.body() ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        return response;
    }

    private static FullHttpResponse empty(HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
