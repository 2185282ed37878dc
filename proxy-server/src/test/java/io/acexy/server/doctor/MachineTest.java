package io.acexy.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ListenConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.doctor.Finding.Level;
import io.acexy.server.settings.ListenAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final long MIB = 1 << 20;

    private static Finding listen(String host, int port) {
        return Machine.listen(new ListenConfig(
                new ListenAddress(host, port),
                0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ZERO,
                ProxyConfig.defaults().listen().access(),
                ProxyConfig.defaults().listen().doors()));
    }

    @Test
    void anAddressIsFreeOrInUseOrNotOurs() throws Exception {
        assertThat(listen("127.0.0.1", 0).level()).isEqualTo(Level.OK);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finding used = listen("127.0.0.1", taken.getLocalPort());
            assertThat(used.level()).isEqualTo(Level.WRONG);
            assertThat(used.line()).contains("in use").contains("ACEXY_LISTEN_ADDR");
        }
        assertThat(listen("192.0.2.1", 8080).line()).startsWith("wrong ").contains("cannot be listened on");
        assertThat(listen("no-such-name.invalid", 8080).line()).contains("the host is not known");
    }

    @Test
    void fewDescriptorsAreAWarningWithTheCommandThatMends() {
        assertThat(Machine.descriptors(512).line()).startsWith("warning ").contains("ulimit -n");
        assertThat(Machine.descriptors(60_000).level()).isEqualTo(Level.OK);
        assertThat(Machine.descriptors(Integer.MAX_VALUE).level()).isEqualTo(Level.OK);
    }

    @Test
    void aClockThatWasNeverSetIsWrong() {
        assertThat(Machine.clock(Instant.parse("1970-01-01T00:05:00Z")).level()).isEqualTo(Level.WRONG);
        assertThat(Machine.clock(Instant.parse("2026-11-26T12:00:00Z")).level()).isEqualTo(Level.OK);
    }

    @Test
    void aClockDiffersOnlyWhereTheSecondsOfTheHeaderAndTheWayThereCannotExplainIt() {
        assertThat(Machine.clockDifference("c", 100_000, 100_900, 101_900).level())
                .isEqualTo(Level.OK);
        assertThat(Machine.clockDifference("c", 100_000, 160_999, 161_000).line())
                .startsWith("warning ")
                .contains("by 60 s");
        assertThat(Machine.clockDifference("c", 160_000, 99_000, 100_000).line())
                .contains("by 60 s");
    }

    @Test
    void memoryThatTheMachineDoesNotHaveIsAWarning() {
        OptionalLong machine = OptionalLong.of(512 * MIB);
        assertThat(Machine.memory(200 * MIB, 400 * MIB, 400 * MIB, machine).line())
                .startsWith("warning ")
                .contains("200 of 400 MiB", "there are 512", "-XX:MaxDirectMemorySize");
        assertThat(Machine.memory(100 * MIB, 200 * MIB, 200 * MIB, machine).level())
                .isEqualTo(Level.OK);
        assertThat(Machine.memory(1, 1, 1, OptionalLong.empty()).level()).isEqualTo(Level.OK);
    }

    @Test
    void aProgramThatIsNotThereIsAWarning() throws Exception {
        assertThat(Machine.program("no-such-program").line())
                .startsWith("warning ")
                .contains("not found");
        assertThat(Machine.program("java").level()).isEqualTo(Level.OK);
    }

    @Test
    void looksThatHangAreAFindingEachAndHoldUpNoOther() {
        CountDownLatch never = new CountDownLatch(1);
        Look hangs = new Look("a", Duration.ofMillis(50), () -> {
            never.await();
            return List.of();
        });
        Look throwing = Look.one("b", () -> {
            throw new IllegalStateException("oops");
        });
        Look well = Look.one("c", () -> Finding.ok("c", "fine"));
        assertThat(Doctor.all(List.of(hangs, throwing, well)))
                .extracting(Finding::line)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("wrong    a: no answer within"),
                        second -> assertThat(second).startsWith("wrong    b:").contains("oops"),
                        third -> assertThat(third).isEqualTo("ok       c: fine"));
    }

    @Test
    void whatOthersSayIsOneLine() {
        assertThat(Finding.ok("a", "x\r\nok b").line()).isEqualTo("ok       a: x??ok b");
    }
}
