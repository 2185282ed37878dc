package io.acexy.server.http;

import io.acexy.core.engine.ContentId;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a {@link Route} of each request and lets go of the request. Bodies are discarded: nothing here takes one. A
 * connection that sends no complete request in time is closed, however busily it drips. One that asks and does not read
 * the answers waits: what it has asked already is held, and nothing more is read.
 */
final class RouteDecoder extends ChannelInboundHandlerAdapter {

    private static final int MAX_PARAMETERS = 64;
    private static final Pattern MOVE = Pattern.compile("/api/v1/streams/([0-9a-fA-F]{40})/move");

    private final Duration requestTimeout;

    /** Bounded by what one read brings: while anything is in it, nothing is read. */
    private final Queue<Route> held = new ArrayDeque<>();

    private Future<?> deadline;
    private boolean releasing;
    private boolean over;

    RouteDecoder(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        await(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel(false);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        deadline.cancel(false);
        super.channelInactive(ctx);
    }

    private void await(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> ctx.close(), requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest request && !over) {
                Route route = decode(request);
                over = route.form().last();
                if (held.isEmpty() && ctx.channel().isWritable()) {
                    ctx.fireChannelRead(route);
                } else {
                    held.add(route);
                }
            }
            if (message instanceof LastHttpContent && !ctx.isRemoved()) {
                deadline.cancel(false);
                await(ctx);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (!releasing) {
            // An answer and its flush change the writability, which comes back here: a loop, so that it does not nest.
            releasing = true;
            while (mayRelease(ctx)) {
                while (mayRelease(ctx)) {
                    ctx.fireChannelRead(held.remove());
                }
                ctx.fireChannelReadComplete(); // answers are flushed by it
            }
            releasing = false;
        }
        if (!ctx.isRemoved()) {
            ctx.channel().config().setAutoRead(held.isEmpty() && ctx.channel().isWritable());
        }
        super.channelWritabilityChanged(ctx);
    }

    private boolean mayRelease(ChannelHandlerContext ctx) {
        return !held.isEmpty() && ctx.channel().isWritable() && !ctx.isRemoved();
    }

    /**
     * Besides those that ask for it: where what follows cannot be trusted to begin where it seems to. That is so after
     * nonsense, and where the client waits to be asked for a body that it then may send or not (RFC 9110, 10.1.1).
     */
    private static boolean isLast(HttpRequest request) {
        return !HttpUtil.isKeepAlive(request)
                || request.decoderResult().isFailure()
                || request.headers().contains(HttpHeaderNames.EXPECT);
    }

    private static Route decode(HttpRequest request) {
        Route.Form form = new Route.Form(
                !request.method().equals(HttpMethod.HEAD),
                request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0,
                Accept.prefersJson(request.headers().get(HttpHeaderNames.ACCEPT)),
                isLast(request));
        if (request.decoderResult().isFailure()) {
            return malformed(request.decoderResult().cause(), form);
        }
        try {
            // A semicolon separates nothing here: it is an ordinary character of a transport file's address.
            QueryStringDecoder uri = new QueryStringDecoder(
                    originForm(request.uri()), StandardCharsets.UTF_8, true, MAX_PARAMETERS, true);
            return route(request.method(), uri, form);
        } catch (IllegalArgumentException e) {
            return new Route.Malformed(400, e.getMessage(), form);
        }
    }

    /** Path and query of a target in absolute form, which every server has to accept (RFC 9112, 3.2.2). */
    private static String originForm(String target) {
        if (!target.regionMatches(true, 0, "http://", 0, 7) && !target.regionMatches(true, 0, "https://", 0, 8)) {
            return target;
        }
        int end = target.indexOf("//") + 2;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static Route route(HttpMethod method, QueryStringDecoder uri, Route.Form form) {
        String path = uri.path();
        // HAProxy's "option httpchk" asks for OPTIONS / when it is told nothing else.
        if (method.equals(HttpMethod.OPTIONS) && (path.equals("*") || path.equals("/"))) {
            return new Route.Methods(form);
        }
        return switch (path) {
            case "/ace/getstream", "/ace/getstream/" -> onMethod(method, form, () -> playback(uri, form));
            case "/ace/status", "/ace/status/" -> onMethod(method, form, () -> status(uri, form));
            default -> operation(method, path, form);
        };
    }

    private static Route operation(HttpMethod method, String path, Route.Form form) {
        Matcher move = MOVE.matcher(path);
        if (!move.matches()) {
            return new Route.Unknown(path, form);
        }
        if (method.equals(HttpMethod.OPTIONS)) {
            return new Route.Methods(form);
        }
        if (!method.equals(HttpMethod.POST)) {
            return new Route.WrongMethod(method.name(), form);
        }
        String digits = move.group(1);
        return new Route.Move(
                List.of(
                        new ContentId(ContentId.Kind.INFOHASH, digits),
                        new ContentId(ContentId.Kind.CONTENT_ID, digits)),
                form);
    }

    private static Route onMethod(HttpMethod method, Route.Form form, Supplier<Route> route) {
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return route.get();
        }
        return method.equals(HttpMethod.OPTIONS) ? new Route.Methods(form) : new Route.WrongMethod(method.name(), form);
    }

    private static Route playback(QueryStringDecoder uri, Route.Form form) {
        Map<String, List<String>> parameters = uri.parameters();
        if (PlaybackQuery.wantsLinks(parameters)) {
            throw new IllegalArgumentException("format=json is not served here: ask for the stream itself");
        }
        Route.Playback playback =
                new Route.Playback(PlaybackQuery.content(parameters), PlaybackQuery.options(parameters), form);
        // Players probe with HEAD before they play; an engine would take it for a start.
        return form.body() ? playback : new Route.Probe(form);
    }

    private static Route status(QueryStringDecoder uri, Route.Form form) {
        Map<String, List<String>> parameters = uri.parameters();
        boolean one = parameters.keySet().stream()
                .anyMatch(List.of("id", "content_id", "infohash", "url", "magnet")::contains);
        return new Route.Status(one ? Optional.of(PlaybackQuery.content(parameters)) : Optional.empty(), form);
    }

    private static Route malformed(Throwable cause, Route.Form form) {
        if (cause instanceof TooLongHttpLineException) {
            return new Route.Malformed(414, "the URL is too long", form);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Route.Malformed(431, "the headers are too long", form);
        }
        return new Route.Malformed(400, "the request is not valid HTTP", form);
    }
}
