package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.SessionLinks;
import io.acexy.orchestrator.message.KeyType;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import java.net.URI;
import java.util.UUID;

/** Engine sessions in the orchestrator's words. */
final class StreamStartedEvents {

    /**
     * Stands for a stat or command URL where the engine gave none (direct content has none): the message must have both, and
     * the orchestrator asks them, so this is a harmless page of every engine.
     */
    private static final String HARMLESS = "/server/api?api_version=3&method=get_status";

    private static final String STAT = "/ace/stat/";

    private StreamStartedEvents() {}

    static StreamStarted of(
            String containerId, ContentId content, Engine engine, SessionLinks links, Instance reporter) {
        return new StreamStarted(
                containerId,
                engine.host(),
                engine.port(),
                KeyType.ofEngineParameter(content.kind().parameter()).orElseThrow(),
                key(content),
                new StreamStarted.Session(
                        reporter.mark(sessionId(links)),
                        url(engine, links.stat()),
                        url(engine, links.command()),
                        links.live() != 0));
    }

    /** A stream that never played. Its key is its own, so that it is not taken for a stream that does. */
    static StreamStarted ofNothing(ContentId content, Engine engine, String name) {
        return new StreamStarted(
                engine.id(),
                engine.host(),
                engine.port(),
                KeyType.ofEngineParameter(content.kind().parameter()).orElseThrow(),
                name,
                session(name, engine));
    }

    /** A stream that the orchestrator still lists from an earlier life of this proxy; good enough to tell its end. */
    static StreamStarted ofEarlierLife(StreamState listed) {
        Engine nowhere = new Engine(listed.containerId(), "gone.invalid", 1);
        return new StreamStarted(
                listed.containerId(),
                nowhere.host(),
                nowhere.port(),
                KeyType.CONTENT_ID,
                listed.key(),
                session(listed.playbackSessionId(), nowhere));
    }

    private static StreamStarted.Session session(String name, Engine engine) {
        return new StreamStarted.Session(name, url(engine, null), url(engine, null), true);
    }

    static StreamStarted movedTo(String containerId, StreamStarted stream) {
        return new StreamStarted(
                containerId, stream.host(), stream.port(), stream.keyType(), stream.key(), stream.session());
    }

    /** The player's name of the content; a further file of it is a stream of its own, which dialect B knows by the key alone. */
    static String key(ContentId content) {
        return content.file() == 0 ? content.value() : content.value() + "#" + content.file();
    }

    /** As the engine names it, else as its stat path does: {@code /ace/stat/INFOHASH/SESSION}. */
    private static String sessionId(SessionLinks links) {
        if (links.sessionId() != null && !links.sessionId().isBlank()) {
            return links.sessionId();
        }
        String stat = links.stat() == null ? "" : links.stat().replaceAll("\\?.*", "");
        String last = stat.substring(stat.lastIndexOf('/') + 1);
        return stat.startsWith(STAT) && !last.isBlank()
                ? last
                : UUID.randomUUID().toString();
    }

    private static URI url(Engine engine, String path) {
        return URI.create("http://" + engine.authority() + (path == null ? HARMLESS : path));
    }
}
