package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what happens to streams, once each. Called on the streams' loops. */
public final class StreamLog implements StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.acexy.stream");

    /**
     * The engines that play each content, in the order of their starts: a session that ends while a later one of its content
     * runs was left for that one, and not because nobody watches. Shared by the loops, each content being on one of them.
     */
    private final Map<ContentId, List<Engine>> playing = new ConcurrentHashMap<>();

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        playing.compute(content, (key, engines) -> {
            List<Engine> more = new ArrayList<>(engines == null ? List.of() : engines);
            more.add(engine);
            return List.copyOf(more);
        });
        LOG.atInfo()
                .addKeyValue("stream", content)
                .addKeyValue("engine", engine)
                .log("stream live");
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        List<Engine> before = playing.getOrDefault(content, List.of());
        playing.computeIfPresent(content, (key, engines) -> without(engine, engines));
        if (fault != null) {
            LOG.atWarn()
                    .addKeyValue("stream", content)
                    .addKeyValue("engine", engine)
                    .addKeyValue("fault", fault.kind())
                    .addKeyValue("detail", fault.detail())
                    .log("stream broke");
        } else if (before.size() > 1) {
            left(content, engine, before.get(before.size() - 1));
        } else {
            LOG.atInfo()
                    .addKeyValue("stream", content)
                    .addKeyValue("engine", engine)
                    .log("stream stopped: nobody watches");
        }
    }

    private static void left(ContentId content, Engine engine, Engine latest) {
        Optional<Engine> next = Optional.of(latest).filter(one -> !one.equals(engine));
        if (next.isPresent()) {
            LOG.atInfo()
                    .addKeyValue("stream", content)
                    .addKeyValue("from", engine)
                    .addKeyValue("to", next.get())
                    .log("stream moved");
        } else {
            LOG.atInfo()
                    .addKeyValue("stream", content)
                    .addKeyValue("engine", engine)
                    .log("a second session is not needed any more");
        }
    }

    private static List<Engine> without(Engine engine, List<Engine> engines) {
        List<Engine> fewer = new ArrayList<>(engines);
        fewer.remove(engine);
        return fewer.isEmpty() ? null : List.copyOf(fewer);
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        LOG.atWarn()
                .addKeyValue("stream", content)
                .addKeyValue("engine", engine)
                .addKeyValue("fault", fault.kind())
                .addKeyValue("detail", fault.detail())
                .log("start failed");
    }
}
