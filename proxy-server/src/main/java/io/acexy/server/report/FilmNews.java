package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.StreamListener;
import io.acexy.core.vod.FilmListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log which engines play films, and tells whoever keeps account of engine sessions, of whatever kind. Called on the
 * loops of the sessions.
 *
 * @param books such as the orchestrator's
 */
public record FilmNews(List<StreamListener> books) implements FilmListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.acexy.film");

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        LOG.atInfo().addKeyValue("film", content).addKeyValue("engine", engine).log("film begins");
        books.forEach(one -> one.sessionStarted(content, engine, links));
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        if (fault == null) {
            LOG.atInfo()
                    .addKeyValue("film", content)
                    .addKeyValue("engine", engine)
                    .log("film ends: its viewer has left");
        } else {
            broken("film broke", content, engine, fault);
        }
        books.forEach(one -> one.sessionEnded(content, engine, links, fault));
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        broken("film did not start", content, engine, fault);
        books.forEach(one -> one.startFailed(content, engine, fault));
    }

    private static void broken(String what, ContentId content, Engine engine, EngineFault fault) {
        LOG.atWarn()
                .addKeyValue("film", content)
                .addKeyValue("engine", engine)
                .addKeyValue("fault", fault.kind())
                .addKeyValue("detail", fault.detail())
                .log(what);
    }
}
