package io.acexy.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.Bugs;
import io.acexy.server.admin.StatusPart;
import io.acexy.server.channels.ChannelDesk;
import io.acexy.server.channels.Lineups;
import io.acexy.server.channels.ListDoor;
import io.acexy.server.channels.PictureDoor;
import io.acexy.server.channels.Pictures;
import io.acexy.server.channels.SourceView;
import io.acexy.server.config.Build;
import io.acexy.server.config.ChannelsConfig;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.config.TelevisionConfig;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.guide.GuideDesk;
import io.acexy.server.guide.GuideDoor;
import io.acexy.server.guide.GuideView;
import io.acexy.server.guide.Programmes;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Route;
import io.acexy.server.net.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What makes a household's television of contents, put together: beside the composition root, because it has a page of its own. */
final class Television implements AutoCloseable {

    private final RunningConfig settings;
    private final TelevisionConfig config;
    private final Fetcher fetcher;
    private final Pictures pictures;
    private final ChannelDesk desk;
    private final BaseUrl base;
    private final Optional<GuideDesk> guide;
    private final Optional<GuideDoor> guideDoor;

    /**
     * Starts what is configured, and nothing else.
     *
     * @param settings what it starts with, and what holds later
     */
    Television(RunningConfig settings, Network network, Bugs bugs) {
        this.settings = settings;
        this.config = settings.now().television();
        Predicate<InetAddress> proxies =
                address -> settings.now().listen().access().trusted().contains(address);
        this.fetcher = new Fetcher(network, "acexy/" + Build.version(), bugs);
        this.pictures =
                new Pictures(new Fetcher(network, "acexy/" + Build.version(), bugs), this::hasNamed, Clock.systemUTC());
        this.desk = new ChannelDesk(config.channels(), config.data(), fetcher, Clock.systemUTC(), bugs);
        this.base = new BaseUrl(config.base(), proxies);
        this.guide = config.guide().isOn()
                ? Optional.of(new GuideDesk(config.guide(), config.data(), desk, fetcher, Clock.systemUTC(), bugs))
                : Optional.empty();
        this.guideDoor = guide.map(GuideDoor::new);
        desk.start(network.loops().next());
        guide.ifPresent(one -> one.start(network.loops().next()));
    }

    /** Takes over other lists, channels and guides, as far as there were some at the start. */
    void take(TelevisionConfig next) {
        if (config.channels().isOn()) {
            desk.take(next.channels());
        }
        guide.ifPresent(one -> one.take(next.guide()));
    }

    /** Without lists at the start there is nobody who would take other settings of lists. */
    private ChannelsConfig channelsNow() {
        return config.channels().isOn() ? settings.now().television().channels() : config.channels();
    }

    /** Whether a host is one of those whose lists and guides the operator has named, or wants fetched for others. */
    private boolean hasNamed(String host) {
        TelevisionConfig now = settings.now().television();
        return now.channels().mayFetchFrom(host)
                || Stream.concat(now.channels().playlists().stream(), now.guide().sources().stream())
                        .anyMatch(source ->
                                Fetcher.host(source).filter(host::equals).isPresent());
    }

    /** All channels. */
    Lineups lineups() {
        return desk.all();
    }

    /** Those that are listed. */
    ChannelDesk desk() {
        return desk;
    }

    /** What is on. */
    Programmes programmes() {
        return guide.<Programmes>map(one -> one).orElse(Programmes.NONE);
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
        List<Route> routes = new ArrayList<>(new ListDoor(
                        this::channelsNow, desk, fetcher, base, config.guide().isOn())
                .routes());
        if (config.channels().isOn()) {
            routes.addAll(new PictureDoor(desk.all(), pictures).routes());
        }
        guideDoor.ifPresent(door -> routes.addAll(door.routes()));
        return routes;
    }

    /** How lists and guides are. */
    StatusPart status() {
        return json -> {
            List<SourceView> lists = desk.sources();
            List<GuideView> guides = guide.map(GuideDesk::sources).orElse(List.of());
            if (lists.isEmpty() && guides.isEmpty()) {
                return;
            }
            json.writeObjectFieldStart("television");
            json.writeNumberField("channels", desk.all().now().channels().size());
            json.writeNumberField("listed", desk.now().channels().size());
            json.writeArrayFieldStart("lists");
            for (SourceView list : lists) {
                write(json, list.source(), list.entries(), list.good(), list.broken(), list.reason());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("guides");
            for (GuideView one : guides) {
                write(json, one.source(), one.programmes(), one.good(), one.broken(), one.reason());
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void write(
            JsonGenerator json,
            String source,
            int entries,
            Optional<Instant> good,
            Optional<Instant> broken,
            String reason)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("source", source);
        json.writeNumberField("entries", entries);
        json.writeStringField("good_at", text(good));
        json.writeStringField("broken_since", text(broken));
        json.writeStringField("reason", reason);
        json.writeEndObject();
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    @Override
    public void close() {
        guide.ifPresent(GuideDesk::close);
        guideDoor.ifPresent(GuideDoor::close);
        desk.close();
        pictures.close();
        fetcher.close();
    }
}
