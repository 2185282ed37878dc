package io.acexy.server.metrics;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Gzip;
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
import java.util.Locale;

/** The door for machines that watch: the classic text, or OpenMetrics for those who say that they read it. Any thread. */
final class MetricsDoor {

    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** In how many ways an answer can be written: two types, packed or not. */
    static final int FORMS = 4;

    private final Scrapes scrapes;

    MetricsDoor(Scrapes scrapes) {
        this.scrapes = scrapes;
    }

    List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/metrics", Area.METRICS, this::answer));
    }

    private Future<Answer> answer(Request request) {
        boolean open = isOpenMetricsWanted(request.headers().get(HttpHeaderNames.ACCEPT, ""));
        Scrapes.Form form = new Scrapes.Form(open ? OPEN_METRICS : TEXT, Gzip.isAccepted(request.headers()));
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        scrapes.ask(form).addListener((Future<byte[]> rendered) -> {
            if (rendered.isSuccess()) {
                answer.setSuccess(new Answer.Whole(
                        HttpResponseStatus.OK, headers(form), Unpooled.wrappedBuffer(rendered.getNow())));
            } else {
                answer.setFailure(rendered.cause());
            }
        });
        return answer;
    }

    /** Who reads it prefers it: so do all that name it at all, by whatever weights. */
    static boolean isOpenMetricsWanted(String accept) {
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", 32)) {
            String[] parts = range.split(";", 8);
            if (parts[0].strip().equals("application/openmetrics-text") && !isRefused(parts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefused(String... parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    private static HttpHeaders headers(Scrapes.Form form) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, form.type())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.VARY, "accept, accept-encoding");
        if (form.packed()) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, Gzip.NAME);
        }
        return headers;
    }
}
