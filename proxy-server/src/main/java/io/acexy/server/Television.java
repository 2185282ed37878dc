package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.admin.StatusPart;
import io.acexy.server.channels.ChannelDesk;
import io.acexy.server.channels.Lineups;
import io.acexy.server.channels.ListDoor;
import io.acexy.server.channels.SourceView;
import io.acexy.server.config.Build;
import io.acexy.server.config.TelevisionConfig;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Route;
import io.acexy.server.net.Network;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What makes a household's television of contents, put together: beside the composition root, because it has a page of its own. */
final class Television implements AutoCloseable {

    private final TelevisionConfig config;
    private final Fetcher fetcher;
    private final ChannelDesk desk;
    private final BaseUrl base;

    /**
     * Starts what is configured, and nothing else.
     *
     * @param proxies who is believed under which address players find this one
     */
    Television(TelevisionConfig config, Predicate<InetAddress> proxies, Network network, Bugs bugs) {
        this.config = config;
        this.fetcher = new Fetcher(network, "acexy/" + Build.version(), bugs);
        this.desk = new ChannelDesk(config.channels(), config.data(), fetcher, Clock.systemUTC(), bugs);
        this.base = new BaseUrl(config.base(), proxies);
        desk.start(network.loops().next());
    }

    /** The channels. */
    Lineups lineups() {
        return desk;
    }

    /** What fetches for all that make television. */
    Fetcher fetcher() {
        return fetcher;
    }

    /** Where players find this proxy. */
    BaseUrl base() {
        return base;
    }

    /** What is served of it. */
    List<Route> routes() {
        return new ListDoor(config.channels(), desk, fetcher, base, false).routes();
    }

    /** How the lists are. */
    StatusPart status() {
        return json -> {
            List<SourceView> sources = desk.sources();
            if (sources.isEmpty()) {
                return;
            }
            json.writeObjectFieldStart("television");
            json.writeNumberField("channels", desk.now().channels().size());
            json.writeArrayFieldStart("lists");
            for (SourceView source : sources) {
                json.writeStartObject();
                json.writeStringField("source", source.source());
                json.writeNumberField("entries", source.entries());
                json.writeStringField("good_at", text(source.good()));
                json.writeStringField("broken_since", text(source.broken()));
                json.writeStringField("reason", source.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    @Override
    public void close() {
        desk.close();
        fetcher.close();
    }
}
