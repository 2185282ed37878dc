package io.acexy.orchestrator;

import static io.acexy.orchestrator.ClientFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.reply.Reply;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    Path directory;

    private final ClientFixture fixture = new ClientFixture();
    private final FakeOrchestrator orchestrator = FakeOrchestrator.speaking(Dialect.A_DEC);
    private KeyStore keys;

    @BeforeEach
    void useTls() throws Exception {
        keys = selfSigned(directory.resolve("keys.p12"));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        orchestrator.server.useHttps(context.getSocketFactory());
    }

    @AfterEach
    void stop() {
        fixture.close();
        orchestrator.close();
    }

    private static KeyStore selfSigned(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "orchestrator",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Reply<OrchestratorStatus> ask(Optional<SslContext> trust) {
        ClientTransport nio = ClientTransport.nio(fixture.home);
        ClientTransport transport = new ClientTransport(fixture.home, nio.channels(), nio.resolver(), trust);
        URI uri = URI.create("https://127.0.0.1:" + orchestrator.server.getPort());
        OrchestratorClient client =
                new NettyOrchestratorClient(ClientFixture.config(uri, b -> b.apiKey("key")), transport);
        try {
            return await(client.status(fixture.caller));
        } finally {
            await(client.close(fixture.caller));
        }
    }

    @Test
    void speaksTlsToAnOrchestratorItTrusts() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SslContext context = SslContextBuilder.forClient().trustManager(trust).build();
        assertThat(ask(Optional.of(context)).contentIfAny()).isPresent();
    }

    @Test
    void tellsItsKeyToNobodyItDoesNotTrust() {
        Reply<OrchestratorStatus> reply = ask(Optional.empty());
        assertThat(reply).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(failed.fault())
                .isEqualTo(HttpFault.CONNECT));
        assertThat(orchestrator.seen()).isEmpty();
    }
}
