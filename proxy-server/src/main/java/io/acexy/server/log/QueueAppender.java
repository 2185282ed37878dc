package io.acexy.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;

/**
 * Makes a line of each event where it happens, since what its facts are may change, and leaves the writing to a queue. Any thread;
 * never waits.
 */
final class QueueAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Encoder<ILoggingEvent> encoder;
    private final LineQueue queue;

    /** @param queue started, and closed with this */
    QueueAppender(Encoder<ILoggingEvent> encoder, LineQueue queue) {
        this.encoder = encoder;
        this.queue = queue;
    }

    @Override
    protected void append(ILoggingEvent event) {
        queue.add(encoder.encode(event));
    }

    @Override
    public void stop() {
        super.stop();
        queue.close();
    }
}
