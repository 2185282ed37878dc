package io.acexy.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.acexy.server.log.LogLevels;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;

class LogDoorTest {

    private static final String PATH = "/api/v1/log";

    private final LoggerContext context = new LoggerContext();
    private final Asking door = new Asking(new LogDoor(new LogLevels(context)).routes());

    @Test
    void aLevelIsChangedAndShown() {
        context.getLogger("io.acexy.stream");
        assertThat(door.text(HttpMethod.PUT, PATH, "logger", "io.acexy.stream", "level", "WARN")
                        .body())
                .contains("\"io.acexy.stream\":\"warn\"");
        assertThat(context.getLogger("io.acexy.stream").getLevel()).isEqualTo(Level.WARN);
        assertThat(door.text(HttpMethod.GET, PATH).body())
                .isEqualTo("{\"levels\":{\"io.acexy.stream\":\"warn\",\"root\":\"debug\"}}");
        door.text(HttpMethod.PUT, PATH, "logger", "io.acexy.stream", "level", "default");
        assertThat(context.getLogger("io.acexy.stream").getLevel()).isNull();
    }

    @Test
    void withoutALoggerItIsThatOfAll() {
        door.text(HttpMethod.PUT, PATH, "level", "error");
        assertThat(context.getLogger("ROOT").getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void whatIsNoLevelOrNoLoggerIsRefused() {
        assertThat(door.text(HttpMethod.PUT, PATH, "logger", "nobody", "level", "info")
                        .status())
                .isEqualTo(400);
        assertThat(door.text(HttpMethod.PUT, PATH, "level", "default").status()).isEqualTo(400);
        assertThat(door.text(HttpMethod.PUT, PATH, "level", "loud").body())
                .contains("\"status\":400")
                .contains("debug, info, warn, error, default");
    }
}
