package io.acexy.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.acexy.server.config.LogConfig;
import io.acexy.server.config.LogFormat;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up in code: reading its XML would cost a tenth of the time that the whole start takes. Found by Logback
 * through the service loader. Lines go to standard error, which leaves standard output to what was asked for.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String NAME = "console";

    /** What holds until the settings have been read. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        write(context, console(context, new TextLine(Mask.SECRETS)));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        // Netty's own debug lines tell about Netty; ours tell about streams.
        context.getLogger("io.netty").setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs as configured from now on, on a thread of its own, until {@link #close}. */
    public static void apply(LogConfig config) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Mask mask = new Mask(config.masked());
            write(context, queue(context, config.format() == LogFormat.JSON ? new JsonLine(mask) : new TextLine(mask)));
            context.getLogger(Logger.ROOT_LOGGER_NAME)
                    .setLevel(Level.toLevel(config.level().name()));
        }
    }

    /** The end: waits, for a moment, until what has been logged is written. What comes after it is not. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME).stop();
        }
    }

    /** Replaces what writes. */
    private static void write(LoggerContext context, Appender<ILoggingEvent> written) {
        written.setContext(context);
        written.setName(NAME);
        written.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> last = root.getAppender(NAME);
        root.addAppender(bounded(context, written));
        if (last != null) {
            root.detachAppender(last);
            last.stop();
        }
    }

    /** At once, by whoever logs. */
    private static Appender<ILoggingEvent> console(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        started(context, encoder);
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget(ConsoleTarget.SystemErr.getName());
        console.setEncoder(encoder);
        return console;
    }

    /** By a thread of its own, since whoever reads may stand still. */
    private static Appender<ILoggingEvent> queue(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        started(context, encoder);
        Logger own = context.getLogger(LineQueue.class);
        LineQueue queue =
                new LineQueue(ConsoleTarget.SystemErr.getStream(), LineQueue.MOST_WAITING, lines -> own.atWarn()
                        .addKeyValue("lines", lines)
                        .log("the log could not be written as fast as it grew"));
        queue.start();
        return new QueueAppender(encoder, queue);
    }

    private static void started(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
    }

    private static Appender<ILoggingEvent> bounded(LoggerContext context, Appender<ILoggingEvent> console) {
        long began = System.nanoTime();
        BurstAppender bounded = new BurstAppender(
                console,
                () -> System.nanoTime() - began,
                (task, nanos) -> GlobalEventExecutor.INSTANCE.schedule(task, nanos, TimeUnit.NANOSECONDS));
        bounded.setContext(context);
        bounded.setName(NAME);
        bounded.start();
        return bounded;
    }
}
