package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.Main.Outcome;
import io.acexy.server.config.Acexy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpNamesEverySettingAndExitsWithSuccess() {
        assertThat(run("--help")).isEqualTo(Outcome.DONE);
        assertThat(Acexy.SETTINGS.groups()).allSatisfy(group -> assertThat(group.settings())
                .allSatisfy(setting -> assertThat(out()).contains(setting.options())));
        assertThat(out()).contains("--demo", "--version", "--print-config").doesNotContain("--print-docs");
        assertThat(err()).isEmpty();
    }

    @Test
    void anAddressIsSignedWithTheSecretThatTheProxyHas() {
        String id = "/ace/getstream?id=dd1e67078381739d14beca697356ab76d49d1a2d";
        String secret = "--access-sign-secret=the-secret-that-signs";
        assertThat(run("--sign-url=" + id, "--expires=48h", "--holder=alice", secret, "--base-url=http://tv.lan/tv/"))
                .isEqualTo(Outcome.DONE);
        assertThat(out())
                .matches(Pattern.quote("http://tv.lan/tv" + id) + "&expires=\\d{10}&holder=alice&sig=[0-9a-f]{64}\\R")
                .doesNotContain("the-secret");
    }

    @Test
    void withoutASecretOrATimeNoAddressIsSigned() {
        assertThat(run("--sign-url=/ace/getstream?id=1", "--expires=48h")).isEqualTo(Outcome.REFUSED);
        assertThat(run("--sign-url=/ace/getstream?id=1", "--access-sign-secret=the-secret-that-signs"))
                .isEqualTo(Outcome.REFUSED);
        assertThat(err()).contains("there is no secret to sign with", "--expires is missing");
        assertThat(out()).isEmpty();
    }

    @Test
    void aHealthCheckFailsWithItsReasonWhereNobodyListens() throws Exception {
        int free;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = once.getLocalPort();
        }
        assertThat(run("--health-check", "--listen-addr=127.0.0.1:" + free)).isEqualTo(Outcome.FAILED);
        assertThat(err())
                .startsWith("http://127.0.0.1:" + free + "/livez does not answer: ")
                .hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        assertThat(run("--version")).isEqualTo(Outcome.DONE);
        assertThat(out()).startsWith("acexy ").hasLineCount(1);
    }

    @Test
    void thePrintedConfigurationSaysWhatHoldsAndWhereItWasWritten() {
        assertThat(run("--print-config", "--listen-addr", "127.0.0.1:1", "--m3u8"))
                .isEqualTo(Outcome.DONE);
        assertThat(out())
                .containsPattern("acexy\\.listen\\.addr +=\\ 127\\.0\\.0\\.1:1 +# command line --listen-addr")
                .containsPattern("acexy\\.m3u8 += true +# command line --m3u8")
                .containsPattern("acexy\\.linger += 15s +# default");
    }

    @Test
    void anAliasOfAnOptionWorks() {
        assertThat(run("--print-config", "--addr=:2")).isEqualTo(Outcome.DONE);
        assertThat(out()).containsPattern("acexy\\.listen\\.addr +=\\ :2 ");
    }

    @Test
    void anUnknownOptionAndAWrongValueAreRefusedTogether() {
        assertThat(run("--prot=1", "--linger=x", "extra", "-Dacexy.port=1")).isEqualTo(Outcome.REFUSED);
        assertThat(err())
                .contains(
                        "option --prot is not known; the nearest is --port; allowed: --name=value with a name from --help")
                .contains("option extra is not known; the nearest is ")
                .contains("goes before -jar: java -Dacexy.port=1 -jar acexy.jar")
                .contains("acexy.linger: \"x\" is refused");
        assertThat(out()).isEmpty();
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThat(run("--linger")).isEqualTo(Outcome.REFUSED);
        assertThat(err()).contains("command line: Missing required parameter for option '--linger'");
    }

    @Test
    void anOptionGivenTwiceIsRefused() {
        assertThat(run("--linger=1s", "--linger=2s")).isEqualTo(Outcome.REFUSED);
        assertThat(err()).contains("--linger").contains("only once");
    }

    @Test
    void exitCodesTellWrongSettingsFromAFailedStart() {
        assertThat(Outcome.DONE.exitCode()).isZero();
        assertThat(Outcome.FAILED.exitCode()).isEqualTo(1);
        assertThat(Outcome.REFUSED.exitCode()).isEqualTo(2);
    }

    @Test
    void aPortInUseGivesOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThat(run("--listen-addr=" + address)).isEqualTo(Outcome.FAILED);
            assertThat(err())
                    .startsWith("acexy does not start: cannot listen on " + address + ": ")
                    .contains("Address already in use")
                    .hasLineCount(1);
        }
    }

    private Outcome run(String... args) {
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Main(stdout, stderr).run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
