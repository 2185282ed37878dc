package io.acexy.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
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
        write(context, new TextLine(Mask.SECRETS));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        // Netty's own debug lines tell about Netty; ours tell about streams.
        context.getLogger("io.netty").setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs as configured from now on. */
    public static void apply(LogConfig config) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Mask mask = new Mask(config.masked());
            write(context, config.format() == LogFormat.JSON ? new JsonLine(mask) : new TextLine(mask));
            context.getLogger(Logger.ROOT_LOGGER_NAME)
                    .setLevel(Level.toLevel(config.level().name()));
        }
    }

    /** Replaces what writes by one that writes so. */
    private static void write(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName(NAME);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> last = root.getAppender(NAME);
        root.addAppender(bounded(context, console));
        if (last != null) {
            root.detachAppender(last);
            last.stop();
        }
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
