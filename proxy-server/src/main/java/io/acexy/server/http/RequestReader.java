package io.acexy.server.http;

import io.acexy.server.http.Request.Form;
import io.acexy.server.http.Request.Origin;
import io.acexy.server.http.Request.Resource;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.InvalidLineSeparatorException;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a {@link Request} of each head and lets go of the rest: nothing here takes a body. Behind the last request of a
 * connection it hears nothing. Confined to the channel's loop.
 */
final class RequestReader extends ChannelInboundHandlerAdapter {

    private static final List<String> FORWARDED = List.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-forwarded-proto",
            "x-real-ip");

    private final Connection connection;
    private final RequestDeadline deadline;
    private final RequestIds ids;
    private final Predicate<InetAddress> proxies;
    private boolean over;

    RequestReader(Connection connection, RequestDeadline deadline, DoorWatch watch) {
        this.connection = connection;
        this.deadline = deadline;
        this.ids = new RequestIds(watch.ids());
        this.proxies = watch.proxies();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.restart();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        deadline.cancel();
        super.channelInactive(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest request && !over) {
                Incoming incoming = read(request);
                over = incoming.form().last();
                ctx.fireChannelRead(incoming);
            }
            if (isBrokenBody(message)) {
                ctx.flush(); // what was asked before has been answered
                ctx.close(); // where the next request begins nobody can say
            }
            if (message instanceof LastHttpContent && !ctx.isRemoved()) {
                deadline.restart();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Of a request that has been answered, or is going to be. */
    private static boolean isBrokenBody(Object message) {
        return message instanceof HttpContent content
                && !(message instanceof HttpRequest)
                && content.decoderResult().isFailure();
    }

    private Incoming read(HttpRequest request) {
        boolean doubtful = isDoubtful(request);
        Form form = new Form(
                !request.method().equals(HttpMethod.HEAD),
                request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0,
                Accept.prefersJson(request.headers().get(HttpHeaderNames.ACCEPT)),
                isLast(request) || doubtful);
        Trail trail = trail(request);
        if (request.decoderResult().isFailure()) {
            return Incoming.of(malformed(request.decoderResult().cause()), form, trail);
        }
        if (doubtful) {
            return Incoming.of(
                    Failure.malformed("the request names two hosts, or has a control character in its URL"),
                    form,
                    trail);
        }
        try {
            return Incoming.of(request(request, Target.of(request.uri()), form, trail));
        } catch (BadRequestException e) {
            return Incoming.of(Failure.malformed(e.getMessage()), form, trail);
        }
    }

    private Trail trail(HttpRequest request) {
        return new Trail(ids.of(request.headers(), connection.peer()), Trail.Asked.of(connection.peer(), request));
    }

    private Request request(HttpRequest request, Target target, Form form, Trail trail) {
        HttpHeaders headers = request.headers();
        // An absolute target outweighs the header (RFC 9112, 3.2.2).
        String host = target.authority().isEmpty() ? headers.get(HttpHeaderNames.HOST, "") : target.authority();
        Resource resource = new Resource(target.path(), Map.of(), target.query(), target.key());
        return new Request(request.method(), resource, origin(host, headers), headers, form, connection, trail);
    }

    private Origin origin(String host, HttpHeaders headers) {
        Map<String, List<String>> forwarded = forwarded(headers);
        Optional<InetAddress> address = Optional.ofNullable(connection.peer()).map(InetSocketAddress::getAddress);
        return new Origin(connection.peer(), host, forwarded, Forwarded.client(address, forwarded, proxies));
    }

    private static Map<String, List<String>> forwarded(HttpHeaders headers) {
        Map<String, List<String>> found = null;
        for (String name : FORWARDED) {
            if (headers.contains(name)) {
                found = found == null ? new LinkedHashMap<>() : found;
                found.put(name, headers.getAll(name));
            }
        }
        return found == null ? Map.of() : found;
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

    /** What another reader of the same bytes may understand in another way (RFC 9112, 3.2 and 11.2). */
    private static boolean isDoubtful(HttpRequest request) {
        return request.headers().getAll(HttpHeaderNames.HOST).size() > 1 || hasControlCharacter(request.uri());
    }

    private static boolean hasControlCharacter(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) < ' ' || url.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static Failure malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Failure.of(FailureKind.URL_TOO_LONG, "the URL is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Failure.of(FailureKind.HEADERS_TOO_LONG, "the headers are too long");
        }
        if (cause instanceof InvalidLineSeparatorException) {
            return Failure.malformed("a line of the request does not end with CR LF");
        }
        String text = String.valueOf(cause.getMessage());
        return Failure.malformed(
                text.startsWith("invalid version format")
                        ? "the request line is not 'METHOD URL HTTP/1.1': a space in the URL is written %20"
                        : "the request is not valid HTTP");
    }
}
