package io.acexy.it.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.engine.EngineScript;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryScriptIsCoveredTest {

    private static final List<Class<?>> TESTS = List.of(
            StartFailureTest.class,
            WarmUpTest.class,
            PlaybackFailureTest.class,
            MidStreamTest.class,
            SideChannelTest.class,
            EngineWideTest.class);

    @Test
    void everyScriptOfTheEngineSimulatorHasATestHere() {
        Set<EngineScript> covered = TESTS.stream()
                .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Covers.class) && method.isAnnotationPresent(Test.class))
                .flatMap(test -> Arrays.stream(test.getAnnotation(Covers.class).value()))
                .collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(EngineScript.values());
    }
}
