package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.server.settings.HostPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineListKindTest {

    @Test
    void enginesReadBackAsTheyArePrinted() {
        List<EngineAt> engines = EngineListKind.INSTANCE.parse(" one:1 , [::1]:2 ");
        assertThat(engines)
                .containsExactly(
                        new EngineAt(new HostPort("one", 1), false), new EngineAt(new HostPort("::1", 2), false));
        assertThat(EngineListKind.INSTANCE.print(engines)).isEqualTo("one:1,[::1]:2");
    }

    @ParameterizedTest
    @CsvSource({
        "acexy://tv.example:8080, tv.example, 8080",
        "acexy://tv.example:8080/, tv.example, 8080",
        "ACEXY://10.0.0.6:80, 10.0.0.6, 80",
        "acexy://[::1]:8080, ::1, 8080",
    })
    void whatBeginsWithItsSchemeIsAProxy(String text, String host, int port) {
        assertThat(EngineListKind.INSTANCE.parse(text)).containsExactly(new EngineAt(new HostPort(host, port), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acexy://tv.example            | the port is missing",
                "acexy://                      | the port is missing",
                "acexy://tv.example:8080/ace   | port",
                "http://tv.example:8080        | without a scheme",
                "tv.example:8080/              | port",
                "acexy://secret@tv.example:80  | acexy.upstream.key",
                "a:1,acexy://a:1               | is there twice",
            })
    void whatIsNoAddressIsRefused(String text, String why) {
        assertThatThrownBy(() -> EngineListKind.INSTANCE.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
