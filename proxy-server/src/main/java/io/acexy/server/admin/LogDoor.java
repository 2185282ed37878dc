package io.acexy.server.admin;

import io.acexy.server.config.LogLevel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.log.LogLevels;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the levels of the log, and changes them while the process runs. Any thread. */
public final class LogDoor {

    private static final Logger LOG = LoggerFactory.getLogger(LogDoor.class);

    private static final String PATH = "/api/v1/log";
    private static final String AS_ABOVE = "default";
    private static final String ALLOWED = "'level' is one of debug, info, warn, error, default";

    private final LogLevels levels;

    public LogDoor(LogLevels levels) {
        this.levels = levels;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, PATH, Area.ADMIN, Handler.now(request -> shown())),
                new Route(HttpMethod.PUT, PATH, Area.ADMIN, Handler.now(this::change)));
    }

    private Answer shown() {
        return Answer.json(JsonBody.of(json -> {
            json.writeObjectFieldStart("levels");
            for (Map.Entry<String, String> level : levels.all().entrySet()) {
                json.writeStringField(level.getKey(), level.getValue());
            }
            json.writeEndObject();
        }));
    }

    private Answer change(Request request) {
        try {
            return set(request);
        } catch (BadRequestException e) {
            return new Failure(FailureKind.BAD_REQUEST, e.getMessage(), ALLOWED, Duration.ZERO).problem();
        }
    }

    private Answer set(Request request) {
        String logger = request.query().first("logger").orElse(LogLevels.ROOT);
        String word = request.query().first("level").orElse("").toLowerCase(Locale.ROOT);
        if (!levels.set(logger, level(word))) {
            return new Failure(
                            FailureKind.BAD_REQUEST,
                            "no logger is called so, or it has to have a level",
                            "GET /api/v1/log lists some",
                            Duration.ZERO)
                    .problem();
        }
        LOG.atInfo()
                .addKeyValue("logger_changed", logger)
                .addKeyValue("level_now", word)
                .addKeyValue("request", request.trail().id())
                .log("log level changed");
        return shown();
    }

    private static Optional<LogLevel> level(String word) {
        if (word.equals(AS_ABOVE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LogLevel.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw new BadRequestException(ALLOWED);
        }
    }
}
