package io.acexy.it.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Callers;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.ServiceManager;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSimulator;
import org.junit.jupiter.api.Test;

/** Sockets that a service manager keeps while the process that serves them is another one. */
@DependsOnJvm
class ActivationTest {

    /** Of more, with {@code -Dacexy.test.restarts=20}. */
    private static final int RESTARTS = Integer.getInteger("acexy.test.restarts", 2);

    private static final int A_SECOND = 200;
    private static final int SOME = 30_000;

    @Test
    void whoConnectsWhileTheServiceIsStartedAgainWaitsAndIsServed() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Players players = new Players();
                ServiceManager manager =
                        ServiceManager.of("--listen-addr=127.0.0.1:1", "--host=127.0.0.1", "--port=" + engine.port())) {
            manager.startService();
            try (Callers callers = Callers.of(manager.address(), A_SECOND)) {
                for (int i = 0; i < RESTARTS; i++) {
                    TestPlayer viewer =
                            players.get(manager.address(), Content.number(i).byId());
                    viewer.awaitBytes(SOME);
                    manager.stopService();
                    assertThat(viewer.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
                    new Truth(engine.broadcaster(), Content.number(i)).verify(viewer.body());
                    manager.startService();
                }
                callers.assertAllAnswered();
            }
        }
    }
}
