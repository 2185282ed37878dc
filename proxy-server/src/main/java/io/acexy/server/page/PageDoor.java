package io.acexy.server.page;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JarFile;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The door to the page: files, which know nothing of what is going on, so they are for everybody. What the page shows it asks
 * the other doors for, as whoever looks at it. Immutable; any thread.
 */
public final class PageDoor {

    /** The files behind {@code /page/}; their kinds follow from their names. */
    static final List<String> FILES = List.of(
            "app.js",
            "channels.js",
            "charts.js",
            "codecs.js",
            "demo.js",
            "dom.js",
            "elders.js",
            "hlsrun.js",
            "icon.svg",
            "link.js",
            "live.js",
            "load.js",
            "operator.js",
            "overview.js",
            "page.css",
            "pictures.js",
            "player.js",
            "proxy.js",
            "source.js",
            "sse.js",
            "theme.js",
            "ts.js",
            "tsrun.js",
            "vendor/LICENSES.txt",
            "vendor/hls.light.min.mjs",
            "vendor/mpegts.js",
            "vendor/uPlot.iife.min.js",
            "vendor/uPlot.min.css",
            "watch.js",
            "watchdog.js",
            "words.js");

    /**
     * Nothing but what this proxy serves, nothing inline, and nobody's frame. What the page has put together or fetched
     * by itself (Media Source Extensions, pictures for which a key is needed) has an address that begins with {@code blob:}.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                    + "connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final boolean demo;

    /** @param demo whether the page shows what befalls a proxy on purpose */
    public PageDoor(boolean demo) {
        this.demo = demo;
    }

    /** What it serves. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(new Route(HttpMethod.GET, "/", Area.OPEN, file("index.html")));
        FILES.forEach(name -> routes.add(new Route(HttpMethod.GET, "/page/" + name, Area.OPEN, file(name))));
        routes.add(new Route(HttpMethod.GET, "/page/about.json", Area.OPEN, Handler.now(request -> about())));
        return List.copyOf(routes);
    }

    private static Handler file(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return JarFile.beside(PageDoor.class, name, TYPES.get(ending), headers());
    }

    private static HttpHeaders headers() {
        return new DefaultHttpHeaders()
                .set("content-security-policy", POLICY)
                .set("x-content-type-options", "nosniff")
                .set("referrer-policy", "no-referrer");
    }

    private Answer about() {
        return Answer.json(JsonBody.of(json -> json.writeBooleanField("demo", demo)));
    }
}
