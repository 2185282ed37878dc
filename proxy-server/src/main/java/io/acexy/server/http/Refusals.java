package io.acexy.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says in the log who was not given what he asked for, and why: what is of this proxy's making at info, what is of the client's
 * at debug. The id of the request is in his answer too.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger("io.acexy.door");

    private Refusals() {}

    static void tell(Trail trail, Failure why) {
        HttpResponseStatus status = why.kind().status();
        boolean ours = status.code() >= 500 || status.equals(HttpResponseStatus.TOO_MANY_REQUESTS);
        LoggingEventBuilder line = (ours ? LOG.atInfo() : LOG.atDebug())
                .addKeyValue("request", trail.id())
                .addKeyValue("peer", Connection.text(trail.asked().peer()))
                .addKeyValue("status", status.code())
                .addKeyValue("kind", why.kind().code())
                .addKeyValue("reason", why.reason())
                .addKeyValue("path", trail.path());
        for (Trail.Note note : trail.notes()) {
            line = line.addKeyValue(note.key(), note.value());
        }
        line.log("request refused");
    }
}
