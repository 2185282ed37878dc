package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Haproxy;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Program;
import io.acexy.it.support.RawConnection;
import io.acexy.testkit.Patience;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxyTest {

    private static final int CHECK_STATUS = 36;
    private static final String[] CHECKS = {
        "option httpchk",
        "option httpchk HEAD /ace/status",
        "option httpchk HEAD /ace/getstream?id=0123456789abcdef0123456789abcdef01234567",
        "option httpchk GET /ace/status HTTP/1.1\n  http-check send hdr Host acexy.test",
    };

    @Test
    void playersBehindItPlayAndItsHealthChecksPassAndStartNothing(@TempDir Path folder) throws Exception {
        try (AcexyProcess demo =
                AcexyProcess.start("--demo", "--listen-addr=127.0.0.1:0", "--orch-timeout=1m", "--linger=1h")) {
            URI url = URI.create(demo.await("/ace/getstream?id=").strip());
            try (Haproxy haproxy = Haproxy.start(folder, backends(url.getPort()))) {
                awaitChecks(haproxy);
                assertThat(streams(haproxy)).as("checks start nothing").isEqualTo(0L);

                Program.Result ffmpeg = Program.run(
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "warning",
                        "-i",
                        haproxy.url(url.getPath() + "?" + url.getQuery()),
                        "-t",
                        "5",
                        "-f",
                        "null",
                        "-");
                assertThat(ffmpeg.output()).isEmpty();
                assertThat(ffmpeg.exitCode()).isZero();
                assertThat(streams(haproxy)).isEqualTo(1L);
                assertThat(haproxy.statistics()).doesNotContain("L7STS").doesNotContain("DOWN");
            }
        }
    }

    private static String backends(int port) {
        StringBuilder backends = new StringBuilder("backend default\n" + server(port, ""));
        for (int i = 0; i < CHECKS.length; i++) {
            backends.append("backend check")
                    .append(i)
                    .append("\n  ")
                    .append(CHECKS[i])
                    .append('\n');
            backends.append(server(port, " check inter 1s"));
        }
        return backends.toString();
    }

    private static String server(int port, String options) {
        return "  server acexy 127.0.0.1:" + port + options + "\n";
    }

    /** Each check has passed at least once. */
    private static void awaitChecks(Haproxy haproxy) throws Exception {
        Patience.until(
                () -> checks(haproxy),
                results -> results.size() == CHECKS.length && results.stream().allMatch("L7OK"::equals));
    }

    private static List<String> checks(Haproxy haproxy) throws Exception {
        return haproxy.statistics()
                .lines()
                .filter(line -> line.startsWith("check") && line.contains(",acexy,"))
                .map(line -> line.split(",", -1)[CHECK_STATUS])
                .toList();
    }

    private static Object streams(Haproxy haproxy) throws Exception {
        try (RawConnection connection = RawConnection.to(haproxy.address()).get("/ace/status")) {
            return JsonText.object(connection.answer().body()).get("streams");
        }
    }
}
