package io.acexy.core.vod;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.FilmHead;
import io.acexy.core.engine.FilmReader;
import io.acexy.core.engine.FilmSession;
import io.acexy.core.engine.SessionLinks;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Future;
import java.util.Map;

/** An engine that says and sends what the test wants. */
final class Projector {

    static final long TOTAL = 10_000;

    final Engine engine;
    boolean free = true;

    /** Why it does not start; null when it does. */
    EngineFault refuses;

    int live;
    String tag = "\"a\"";
    String infohash = Cinema.INFOHASH;
    long total = TOTAL;

    int sessions;
    int stops;
    int abandoned;

    /** The reader that it has, and what it was asked for; null while it has none. */
    FilmReader.Listener reader;

    String range;
    boolean reading;

    private Cinema cinema;

    Projector(String name) {
        this.engine = new Engine(name, "127.0.0.1", 6878);
    }

    void in(Cinema house) {
        cinema = house;
    }

    FilmSession session() {
        return new Session();
    }

    private final class Session implements FilmSession {

        @Override
        public Future<SessionLinks.Reading> start() {
            if (refuses != null) {
                return cinema.loop().newSucceededFuture(new SessionLinks.Reading(null, refuses));
            }
            sessions++;
            SessionLinks links = new SessionLinks("/ace/r/x", null, "/ace/cmd/x", infohash, "s", live, false);
            return cinema.loop().newSucceededFuture(new SessionLinks.Reading(links, null));
        }

        @Override
        public FilmReader read(Map<String, String> headers, FilmReader.Listener listener) {
            if (reader != null) {
                throw new IllegalStateException("a second reader");
            }
            reader = listener;
            range = headers.get("Range");
            reading = true;
            return new FilmReader() {
                @Override
                public void reading(boolean on) {
                    reading = on;
                }

                @Override
                public void close() {
                    reader = reader == listener ? null : reader;
                }
            };
        }

        @Override
        public Future<Void> stop() {
            reader = null;
            if (refuses == null) {
                stops++;
                sessions--;
            }
            return cinema.loop().newSucceededFuture(null);
        }

        @Override
        public void abandon() {
            reader = null;
            abandoned++;
        }
    }

    /** Answers with a part; the last byte is inclusive. */
    void answers(long first, long last) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("ETag", tag)
                .set("Content-Length", last - first + 1)
                .set("Content-Range", "bytes " + first + "-" + last + "/" + total);
        reader.head(new FilmHead(206, headers));
    }

    void answersWhole() {
        reader.head(new FilmHead(200, new DefaultHttpHeaders().set("ETag", tag).set("Content-Length", total)));
    }

    void answersWithoutLength() {
        reader.head(new FilmHead(200, new DefaultHttpHeaders()));
    }

    void sends(int bytes) {
        reader.bytes(cinema.bytes(bytes));
    }

    void completes() {
        FilmReader.Listener done = reader;
        reader = null;
        done.complete();
    }

    void breaks(EngineFault.Kind kind) {
        FilmReader.Listener broken = reader;
        reader = null;
        broken.failed(new EngineFault(kind, "the test says so"));
    }
}
