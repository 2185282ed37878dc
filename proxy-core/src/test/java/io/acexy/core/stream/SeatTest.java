package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.acexy.core.broadcast.Subscriber;
import java.lang.reflect.Method;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeatTest {

    private static Method[] all() {
        return Subscriber.class.getMethods();
    }

    /** Some have a default, which would answer instead of the player. */
    @ParameterizedTest
    @MethodSource("all")
    void whateverABroadcastSaysOrAsksReachesThePlayer(Method method) {
        assertThatCode(() -> Seat.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                .doesNotThrowAnyException();
    }
}
