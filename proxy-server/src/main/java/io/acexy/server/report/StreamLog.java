package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.StreamListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what happens to streams, once each. */
public final class StreamLog implements StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.acexy.stream");

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        LOG.atInfo()
                .addKeyValue("stream", content)
                .addKeyValue("engine", engine)
                .log("stream live");
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        if (fault == null) {
            LOG.atInfo()
                    .addKeyValue("stream", content)
                    .addKeyValue("engine", engine)
                    .log("stream stopped: nobody watches");
        } else {
            LOG.atWarn()
                    .addKeyValue("stream", content)
                    .addKeyValue("engine", engine)
                    .addKeyValue("fault", fault.kind())
                    .addKeyValue("detail", fault.detail())
                    .log("stream broke");
        }
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
