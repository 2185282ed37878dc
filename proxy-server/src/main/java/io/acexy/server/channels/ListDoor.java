package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import io.acexy.server.config.ChannelsConfig;
import io.acexy.server.fetch.Fetched;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Limits;
import io.acexy.server.fetch.UnfitException;
import io.acexy.server.fetch.Validators;
import io.acexy.server.fetch.Wish;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.m3u.Link;
import io.acexy.server.m3u.Rewriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The door to lists: the merged one, and others that are rewritten for whoever names one of an allowed host. Addresses in them are
 * those under which the asker finds this proxy; nothing that depends on him is kept. Any thread; never waits.
 */
public final class ListDoor {

    /** An asker's list is in memory as a whole. */
    private static final Limits OTHERS = Limits.of(8L << 20, Duration.ofSeconds(30));

    private static final Duration NOT_YET = Duration.ofSeconds(5);

    /** RFC 9111, 5.5: obsolete, and what programs look for all the same. */
    private static final String STALE = "110 acexy \"Response is Stale\"";

    private final Supplier<ChannelsConfig> config;
    private final ChannelDesk desk;
    private final Fetcher fetcher;
    private final BaseUrl base;
    private final boolean guide;

    /**
     * @param config asked anew for each request
     * @param guide whether there are programmes at {@code /guide.xml}
     */
    public ListDoor(Supplier<ChannelsConfig> config, ChannelDesk desk, Fetcher fetcher, BaseUrl base, boolean guide) {
        this.config = config;
        this.desk = desk;
        this.fetcher = fetcher;
        this.base = base;
        this.guide = guide;
    }

    /** None where nothing is configured. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        if (config.get().servesLists()) {
            routes.add(new Route(HttpMethod.GET, "/playlist.m3u", Area.LISTS, this::list));
            routes.add(new Route(HttpMethod.GET, "/playlist.m3u8", Area.LISTS, this::list));
        }
        return routes;
    }

    private Future<Answer> list(Request request) {
        boolean hls = wantsHls(request);
        Optional<String> url = request.query().first("url");
        request.query().require("url");
        if (url.isPresent()) {
            return other(request, url.get(), hls);
        }
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(own(request, hls));
    }

    private boolean wantsHls(Request request) {
        String format = request.query().first("format").orElse("").toLowerCase(Locale.ROOT);
        return switch (format) {
            case "" -> config.get().format() == ChannelsConfig.Format.HLS;
            case "hls", "m3u8" -> true;
            case "ts" -> false;
            default -> throw new BadRequestException("'format' must be ts or hls");
        };
    }

    private Answer own(Request request, boolean hls) {
        ChannelDesk.State state = desk.state();
        if (!state.there()) {
            return notThere().answer(request.form());
        }
        String address = base.of(request);
        HttpHeaders headers = headers();
        boolean stale =
                desk.sources().stream().anyMatch(source -> source.broken().isPresent());
        if (stale) {
            headers.set(HttpHeaderNames.WARNING, STALE);
        }
        String tag = tag((state.listing().sum() + hls + guide + address).getBytes(StandardCharsets.UTF_8));
        return answer(request, headers, tag, () -> state.listing()
                .render(request.connection().channel().alloc(), address, hls ? ".m3u8" : ".ts", guide));
    }

    private Failure notThere() {
        if (!config.get().isOn()) {
            return new Failure(
                    FailureKind.UNKNOWN_PATH,
                    "there is no list of channels here",
                    "name one with acexy.playlist, or ask for one of an allowed host with url=",
                    Duration.ZERO);
        }
        String broken = desk.sources().stream()
                .filter(source -> !source.reason().isEmpty())
                .map(source -> source.source() + ": " + source.reason())
                .collect(Collectors.joining("; "));
        return broken.isEmpty()
                ? Failure.of(FailureKind.NOT_YET, "the lists are being fetched", NOT_YET)
                : Failure.of(FailureKind.SOURCE_FAILED, broken, NOT_YET);
    }

    private Future<Answer> other(Request request, String url, boolean hls) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        Optional<String> host = Fetcher.host(url);
        if (host.isEmpty() || !config.get().mayFetchFrom(host.get())) {
            String reason = host.isEmpty()
                    ? "'url' must be the http or https address of a playlist"
                    : "lists of " + host.get() + " are not fetched: acexy.playlist.hosts does not name it";
            FailureKind kind = host.isEmpty() ? FailureKind.BAD_REQUEST : FailureKind.FORBIDDEN;
            return answer.setSuccess(Failure.of(kind, reason).answer(request.form()));
        }
        String address = base.of(request);
        Wish wish = new Wish(
                url, Wish.Trust.STRANGER.also(name -> config.get().mayFetchFrom(name)), OTHERS, Validators.NONE);
        fetcher.<byte[]>fetch(wish, body -> {
                    ByteArrayOutputStream list = new ByteArrayOutputStream();
                    int found = Rewriter.rewrite(body, list, link -> address(address, link, hls));
                    byte[] bytes = list.toByteArray();
                    refuse(bytes, found);
                    return bytes;
                })
                .addListener(end -> answer.setSuccess(rewritten(request, end.getNow())));
        return answer;
    }

    /** Nobody is to read anything else of an allowed host through this. */
    private static void refuse(byte[] bytes, int contents) throws UnfitException {
        String begin =
                new String(bytes, 0, Math.min(4096, bytes.length), StandardCharsets.ISO_8859_1).replace("\0", "");
        if (contents == 0 && !begin.contains("#EXTM3U") && !begin.contains("#EXTINF")) {
            throw new UnfitException("it is no playlist");
        }
    }

    private Answer rewritten(Request request, Object end) {
        if (end instanceof Fetched.Fresh<?> fresh && fresh.value() instanceof byte[] list) {
            return answer(request, headers(), tag(list), () -> Unpooled.wrappedBuffer(list));
        }
        String reason = end instanceof Fetched.Refused<?> refused ? refused.reason() : "it did not come";
        return Failure.of(FailureKind.SOURCE_FAILED, "the list is refused: " + reason)
                .answer(request.form());
    }

    private static String address(String base, Link link, boolean hls) {
        ContentId content = link.content();
        String value =
                URLEncoder.encode(content.value(), StandardCharsets.UTF_8).replace("+", "%20");
        return base + (hls ? "/ace/manifest.m3u8?" : "/ace/getstream?")
                + content.kind().parameter() + "=" + value + link.options();
    }

    private static HttpHeaders headers() {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private")
                .set(HttpHeaderNames.VARY, "Host, Forwarded, X-Forwarded-Host, X-Forwarded-Proto, X-Forwarded-Prefix");
    }

    private static Answer answer(Request request, HttpHeaders headers, String tag, Rendering body) {
        headers.set(HttpHeaderNames.ETAG, tag);
        List<String> known =
                List.of(request.headers().get(HttpHeaderNames.IF_NONE_MATCH, "").split("\\s*,\\s*", 32));
        if (known.contains(tag) || known.contains("W/" + tag) || known.contains("*")) {
            return new Answer.Whole(HttpResponseStatus.NOT_MODIFIED, headers, Unpooled.EMPTY_BUFFER);
        }
        // Without a name of the coding: a list that is rewritten keeps the one it has.
        headers.set(HttpHeaderNames.CONTENT_TYPE, "audio/x-mpegurl");
        return new Answer.Whole(HttpResponseStatus.OK, headers, body.render());
    }

    /** Makes a body only where one is wanted. */
    private interface Rendering {
        ByteBuf render();
    }

    private static String tag(byte[] of) {
        CRC32 sum = new CRC32();
        sum.update(of);
        return '"' + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(of.length) + '"';
    }
}
