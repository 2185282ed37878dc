package io.acexy.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SupervisionTest {

    private static final long PID = 42;
    private static final Optional<String> SOCKET = Optional.of("/run/systemd/notify");
    private static final Optional<Duration> HALF_A_MINUTE = Optional.of(Duration.ofSeconds(30));

    static Stream<Arguments> environments() {
        return Stream.of(
                arguments("nobody is there", Map.of(), Supervision.NONE),
                arguments("a path", told(Map.of()), new Supervision(SOCKET, Optional.empty())),
                arguments(
                        "an abstract name, whose @ stands for NUL",
                        Map.of("NOTIFY_SOCKET", "@acexy/notify"),
                        new Supervision(Optional.of("\0acexy/notify"), Optional.empty())),
                arguments("what is neither", Map.of("NOTIFY_SOCKET", "vsock:2:1234"), Supervision.NONE),
                arguments("nothing but an @", Map.of("NOTIFY_SOCKET", "@"), Supervision.NONE),
                arguments("an empty one", Map.of("NOTIFY_SOCKET", ""), Supervision.NONE),
                arguments(
                        "a watchdog for whoever it is",
                        told(Map.of("WATCHDOG_USEC", "30000000")),
                        new Supervision(SOCKET, HALF_A_MINUTE)),
                arguments(
                        "a watchdog for this process",
                        told(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "42")),
                        new Supervision(SOCKET, HALF_A_MINUTE)),
                arguments(
                        "a watchdog for its parent",
                        told(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "41")),
                        new Supervision(SOCKET, Optional.empty())),
                arguments(
                        "a watchdog that makes no sense",
                        told(Map.of("WATCHDOG_USEC", "soon")),
                        new Supervision(SOCKET, Optional.empty())),
                arguments(
                        "a watchdog that is off",
                        told(Map.of("WATCHDOG_USEC", "0")),
                        new Supervision(SOCKET, Optional.empty())),
                arguments("a watchdog that nobody hears", Map.of("WATCHDOG_USEC", "30000000"), Supervision.NONE));
    }

    private static Map<String, String> told(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(more);
        all.put("NOTIFY_SOCKET", SOCKET.orElseThrow());
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("environments")
    void whatIsWantedIsInTheEnvironment(String sentence, Map<String, String> environment, Supervision wanted) {
        assertThat(Supervision.of(environment, PID)).as(sentence).isEqualTo(wanted);
    }
}
