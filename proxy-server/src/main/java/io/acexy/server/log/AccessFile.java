package io.acexy.server.log;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.acexy.server.config.LogConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the lines of the access log go: standard output, or a file of Logback's, which begins anew each day and when it is
 * large. Writing blocks: not for event loops.
 */
final class AccessFile {

    private static final FileSize LARGE = new FileSize(100 * FileSize.MB_COEFFICIENT);
    private static final FileSize ALL = new FileSize(FileSize.GB_COEFFICIENT);
    private static final int DAYS = 14;

    private AccessFile() {}

    /**
     * Opens it.
     *
     * @throws IOException with the setting to change, when it cannot be written to
     */
    static Appender<String> open(Path path) throws IOException {
        Context context = new ContextBase();
        OutputStreamAppender<String> appender = path.equals(LogConfig.STDOUT) ? console() : file(path, context);
        Line encoder = new Line();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setName("access");
        appender.setEncoder(encoder);
        appender.start();
        if (!appender.isStarted() || appender.getOutputStream() == null) {
            throw new IOException("cannot write to " + path + ", where acexy.log.access says to");
        }
        return appender;
    }

    private static OutputStreamAppender<String> console() {
        ConsoleAppender<String> console = new ConsoleAppender<>();
        console.setTarget("System.out");
        return console;
    }

    private static OutputStreamAppender<String> file(Path path, Context context) {
        RollingFileAppender<String> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(path.toString());
        SizeAndTimeBasedRollingPolicy<String> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(path + ".%d{yyyy-MM-dd}.%i.gz");
        rolling.setMaxFileSize(LARGE);
        rolling.setMaxHistory(DAYS);
        rolling.setTotalSizeCap(ALL);
        rolling.start();
        file.setRollingPolicy(rolling);
        return file;
    }

    /** A line as it is. */
    private static final class Line extends EncoderBase<String> {

        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(String line) {
            return line.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
