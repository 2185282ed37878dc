package io.acexy.simulator.engine;

import io.acexy.testkit.Patience;
import java.io.IOException;
import java.time.Duration;

/** What every test of the engine needs: a content, a start, a reader. */
final class EngineFixture {

    static final String ID = "0123456789abcdef0123456789abcdef01234567";
    static final String INFOHASH = EngineSimulator.infohashOf(ID);
    static final Duration SOON = Patience.LIMIT;

    private EngineFixture() {}

    /** Starts and returns the JSON answer. */
    static String start(EngineSimulator engine, String query) throws IOException {
        return RawHttp.body(RawHttp.get(engine.port(), "/ace/getstream?format=json&" + query));
    }

    static String start(EngineSimulator engine) throws IOException {
        return start(engine, "id=" + ID + "&pid=first");
    }

    static String path(String links, String url) {
        return RawHttp.path(RawHttp.field(links, url));
    }

    /** Follows the playback URL's redirect and opens the media; the head is not read yet. */
    static RawHttp openMedia(EngineSimulator engine, String links) throws IOException {
        String redirect = RawHttp.get(engine.port(), path(links, "playback_url"));
        return RawHttp.open(engine.port(), RawHttp.path(RawHttp.header(redirect, "location")));
    }

    /** As above, past the head. */
    static RawHttp play(EngineSimulator engine, String links) throws IOException {
        RawHttp media = openMedia(engine, links);
        media.head();
        return media;
    }

    static String stat(EngineSimulator engine, String links) throws IOException {
        return RawHttp.body(RawHttp.get(engine.port(), path(links, "stat_url")));
    }

    static String stop(EngineSimulator engine, String links) throws IOException {
        return RawHttp.body(RawHttp.get(engine.port(), path(links, "command_url") + "?method=stop"));
    }
}
