package io.acexy.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private final List<String> heard = new ArrayList<>();
    private final Supervisor supervisor = new Supervisor(heard::add);

    @Test
    void aLifeIsToldInTheManagersWords() {
        supervisor.ready("serving at 0.0.0.0:8080");
        supervisor.alive();
        supervisor.ending(Duration.ofMinutes(2).plusSeconds(10));
        assertThat(heard)
                .containsExactly(
                        "READY=1\nSTATUS=serving at 0.0.0.0:8080",
                        "WATCHDOG=1",
                        "STOPPING=1\nEXTEND_TIMEOUT_USEC=130000000\nSTATUS=draining: whoever plays may go on");
    }

    @Test
    void aReloadHasATimeSoThatItIsNotTakenForAnEarlierOne() {
        supervisor.reloading();
        assertThat(heard).singleElement().asString().matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*");
    }

    @Test
    void whoHasBeenReplacedSaysNothingMoreThatTheOtherWouldAnswerFor() {
        supervisor.replacedBy(4711);
        supervisor.alive();
        supervisor.ending(Duration.ZERO);
        assertThat(heard).containsExactly("MAINPID=4711");
    }
}
