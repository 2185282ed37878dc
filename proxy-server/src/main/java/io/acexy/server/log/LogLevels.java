package io.acexy.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.acexy.server.config.LogLevel;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** The levels that hold, and may be changed while the process runs. Any thread. */
public final class LogLevels {

    /** All loggers, as far as none says otherwise. */
    public static final String ROOT = "root";

    private final LoggerContext context;

    /** @param context whose loggers they are */
    public LogLevels(LoggerContext context) {
        this.context = context;
    }

    /** Those of this process. */
    public static LogLevels ofProcess() {
        return new LogLevels((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    /** The level of each logger that has one of its own, by name, in lower case. */
    public Map<String, String> all() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                String name = logger.getName().equals(Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
                levels.put(name, logger.getLevel().toString().toLowerCase(Locale.ROOT));
            }
        }
        return levels;
    }

    /**
     * Changes one.
     *
     * @param name a logger that there is, the beginning of the names of some, or {@link #ROOT}
     * @param level nothing to have it follow those above it
     * @return false, and nothing has changed, when no logger is called so, or when all would be left without a level
     */
    public boolean set(String name, Optional<LogLevel> level) {
        boolean root = name.equalsIgnoreCase(ROOT);
        if (root ? level.isEmpty() : !isKnown(name)) {
            return false;
        }
        context.getLogger(root ? Logger.ROOT_LOGGER_NAME : name)
                .setLevel(level.map(wanted -> Level.toLevel(wanted.name())).orElse(null));
        return true;
    }

    /** Loggers are never forgotten, so that nobody may invent some. */
    private boolean isKnown(String name) {
        return context.getLoggerList().stream()
                .map(Logger::getName)
                .anyMatch(known -> known.equals(name) || known.startsWith(name + "."));
    }
}
