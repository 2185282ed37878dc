package io.acexy.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.DependsOnJvm;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class ProcessTest {

    @Test
    void itListensWithoutAWarningOfTheJvmAndEndsWhenToldTo() throws Exception {
        try (AcexyProcess acexy = AcexyProcess.start("--listen-addr=127.0.0.1:0")) {
            int port = acexy.awaitAddress().getPort();
            assertThat(statusOf("http://127.0.0.1:" + port + "/no/such/path")).isEqualTo(404);
            acexy.terminate();
            assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
            assertThat(acexy.output()).noneMatch(line -> line.contains("WARN"));
            assertThat(acexy.output()).last().asString().endsWith("stopped");
        }
    }

    @Test
    void theDemoPrintsAUrlThatPlays() throws Exception {
        try (AcexyProcess acexy = AcexyProcess.start("--demo", "--listen-addr=127.0.0.1:0")) {
            String url = acexy.await("/ace/getstream").strip();
            byte[] media = new byte[188 * 1000];
            try (InputStream body = URI.create(url).toURL().openStream()) {
                assertThat(body.readNBytes(media, 0, media.length)).isEqualTo(media.length);
            }
            assertThat(media[0]).isEqualTo((byte) 0x47);
            assertThat(media[188]).isEqualTo((byte) 0x47);
            acexy.terminate();
            assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
        }
    }

    @Test
    void wrongSettingsEndItWithCodeTwo() throws Exception {
        try (AcexyProcess acexy = AcexyProcess.start("--lingr=1s")) {
            assertThat(acexy.exitCode()).isEqualTo(2);
            assertThat(acexy.output()).anyMatch(line -> line.contains("--lingr") && line.contains("--linger"));
        }
    }

    @Test
    void aPortInUseEndsItWithCodeOneAndOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                AcexyProcess acexy = AcexyProcess.start("--listen-addr=127.0.0.1:" + taken.getLocalPort())) {
            assertThat(acexy.exitCode()).isEqualTo(1);
            assertThat(acexy.output()).singleElement().asString().contains("cannot listen on 127.0.0.1:");
        }
    }

    @Test
    void theVersionIsThatOfTheManifest() throws Exception {
        try (AcexyProcess acexy = AcexyProcess.start("--version")) {
            assertThat(acexy.exitCode()).isZero();
            assertThat(acexy.output()).singleElement().asString().matches("acexy [0-9]+\\.[0-9]+\\.[0-9]+.*");
        }
    }

    private static int statusOf(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
