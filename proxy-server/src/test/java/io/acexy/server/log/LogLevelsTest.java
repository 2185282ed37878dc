package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.acexy.server.config.LogLevel;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogLevelsTest {

    private final LoggerContext context = new LoggerContext();
    private final LogLevels levels = new LogLevels(context);

    @Test
    void aLoggerAGroupOrAllGetALevelAndLoseItAgain() {
        context.getLogger("io.acexy.server.play.Door");
        assertThat(levels.set("io.acexy.server", Optional.of(LogLevel.WARN))).isTrue();
        assertThat(context.getLogger("io.acexy.server.play.Door").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(levels.set("ROOT", Optional.of(LogLevel.ERROR))).isTrue();
        assertThat(levels.all()).containsEntry("root", "error").containsEntry("io.acexy.server", "warn");
        assertThat(levels.set("io.acexy.server", Optional.empty())).isTrue();
        assertThat(levels.all()).containsOnlyKeys("root");
    }

    @Test
    void nobodyInventsALoggerOrTakesTheLastLevel() {
        int before = context.getLoggerList().size();
        assertThat(levels.set("io.acexy.nobody", Optional.of(LogLevel.DEBUG))).isFalse();
        assertThat(levels.set("", Optional.of(LogLevel.DEBUG))).isFalse();
        assertThat(levels.set("root", Optional.empty())).isFalse();
        assertThat(context.getLoggerList()).hasSize(before);
    }
}
