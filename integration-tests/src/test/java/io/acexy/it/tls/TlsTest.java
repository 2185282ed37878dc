package io.acexy.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.Program;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the proxy encrypts, with either provider. Several loops, so that players have to move to the loop of their stream. */
@DependsOnJvm
class TlsTest {

    private static final Content CHANNEL = Content.number(1);
    private static final int MANY = 200;

    /** With ciphers in Java, which the first compiler alone makes a tenth as fast: a busy machine could not keep up with more. */
    private static final int FEWER = 40;

    @TempDir
    private Path folder;

    private Authority authority;
    private EngineSimulator engine;
    private Proxy proxy;

    @BeforeEach
    void start() throws Exception {
        authority = new Authority(folder);
        authority.selfSigned("tv", "tv.example");
        engine = EngineSimulator.start();
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        engine.close();
    }

    private void serve(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("tls.addr", "127.0.0.1:0", "event.loops", "4"));
        settings.put("tls.cert", authority.certificate("tv").toString());
        settings.put("tls.key", authority.key("tv").toString());
        settings.putAll(more);
        proxy = Proxy.before(engine, settings);
    }

    private String https(String target) {
        return "https://127.0.0.1:" + proxy.encryptedAddress().getPort() + target;
    }

    private static Program.Result curl(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-sSk", "-m", "60"));
        all.addAll(List.of(arguments));
        return Program.run("curl", all.toArray(String[]::new));
    }

    private String shown(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "s_client", "-connect", "127.0.0.1:" + proxy.encryptedAddress().getPort()));
        all.addAll(List.of(more));
        return Program.run("openssl", all.toArray(String[]::new)).output();
    }

    @ParameterizedTest
    @CsvSource({"native,tls1_2,TLSv1.2", "native,tls1_3,TLSv1.3", "jdk,tls1_2,TLSv1.2", "jdk,tls1_3,TLSv1.3"})
    void realProgramsSpeakBothVersionsWithIt(String provider, String option, String version) throws Exception {
        serve(Map.of("tls.provider", provider));
        assertThat(shown("-" + option, "-alpn", "h2,http/1.1")).contains(version, "ALPN protocol: http/1.1");
        String curls = option.replace("tls1_", "tlsv1.").replace("tlsv1.", "--tlsv1.");
        String most = option.replace("tls1_", "1.");
        Program.Result answer =
                curl(curls, "--tls-max", most, https("/livez"), "-w", " %{http_code} %{ssl_verify_result}");
        assertThat(answer.output()).contains(" 200 ");
        Program.Result media = curl(
                curls,
                "--tls-max",
                most,
                "-r",
                "0-",
                "-m",
                "60",
                "--max-filesize",
                "100000000",
                https(CHANNEL.byId() + "&format=json"));
        assertThat(media.output()).contains("https:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "jdk"})
    void nobodyShakesHandsAnewOnAConnection(String provider) throws Exception {
        serve(Map.of("tls.provider", provider));
        String at = "127.0.0.1:" + proxy.encryptedAddress().getPort();
        String told = Program.run(
                        "sh",
                        "-c",
                        "(sleep 1; echo R; sleep 2) | timeout 10 openssl s_client -tls1_2 -connect " + at + " 2>&1")
                .output();
        assertThat(told)
                .contains("RENEGOTIATING")
                .containsIgnoringCase("error")
                .doesNotContain("verify return:1\nHTTP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "jdk"})
    void whatIsOldOrWeakIsRefused(String provider) throws Exception {
        serve(Map.of("tls.provider", provider));
        assertThat(shown("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")).contains("Cipher is (NONE)");
        assertThat(shown("-tls1_2", "-cipher", "AES128-SHA")).contains("Cipher is (NONE)");
    }

    /** A client that takes any certificate. */
    private static SslContext believing(String version) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .protocols(version)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"native,TLSv1.3", "native,TLSv1.2", "jdk,TLSv1.3", "jdk,TLSv1.2"})
    void manyPlayersGetEveryByteWhileTheCertificateIsExchanged(String provider, String version) throws Exception {
        // All shake hands at once: a busy machine needs longer for that than clients elsewhere.
        String patient = Patience.LIMIT.toSeconds() + "s";
        // And each write costs both sides: one a second for each of them is enough to see that nothing is missing.
        serve(Map.of(
                "tls.provider",
                provider,
                "tls.handshake.timeout",
                patient,
                "idle.timeout",
                patient,
                "chunk.window",
                "1s"));
        SslContext client = believing(version);
        try (Players secret = Players.speaking(client);
                Players plain = new Players()) {
            List<TestPlayer> audience = new ArrayList<>();
            for (int i = 0; i < (provider.equals("jdk") ? FEWER : MANY); i++) {
                audience.add(secret.get(proxy.encryptedAddress(), CHANNEL.byId()));
            }
            audience.add(plain.get(proxy.address(), CHANNEL.byId()));
            for (TestPlayer player : audience) {
                assertThat(player.awaitStatus()).isEqualTo(200);
                player.awaitBytes(50_000);
            }
            authority.selfSigned("tv", "new.example");
            Patience.until(this::names, text -> text.contains("new.example"));
            int mark = audience.stream().mapToInt(TestPlayer::size).max().orElseThrow() + 50_000;
            Truth truth = new Truth(engine.broadcaster(), CHANNEL);
            for (TestPlayer player : audience) {
                player.awaitBytes(mark);
                assertThat(player.hasEnded()).isFalse();
                player.close(); // else the rest costs the more the longer it takes
                truth.verify(player.body());
            }
        }
        assertThat(engine.counters().of(CHANNEL.infohash()).starts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "jdk"})
    void whoNeverSpeaksTlsIsNotWaitedFor(String provider) throws Exception {
        serve(Map.of("tls.provider", provider, "tls.handshake.timeout", "200ms"));
        try (RawConnection silent = RawConnection.to(proxy.encryptedAddress())) {
            assertThat(silent.isEnded()).isTrue();
        }
    }

    /** Those of the certificate that is served now, to whom names this host. */
    private String names(String... asked) throws Exception {
        Path served = Files.createTempFile(folder, "served", ".pem");
        Files.writeString(served, shown(asked));
        return Program.run("openssl", "x509", "-in", served.toString(), "-noout", "-text")
                .output();
    }

    @Test
    void theCertificateIsTheOneForTheHostThatIsAskedFor() throws Exception {
        authority.selfSigned("other", "other.example", "*.wild.example");
        serve(Map.of(
                "tls.cert",
                authority.certificate("tv") + "," + authority.certificate("other"),
                "tls.key",
                authority.key("tv") + "," + authority.key("other")));
        assertThat(names("-servername", "OTHER.example")).contains("other.example");
        assertThat(names("-servername", "a.wild.example")).contains("other.example");
        assertThat(names("-servername", "a.b.wild.example")).contains("tv.example");
        assertThat(names("-servername", "wild.example")).contains("tv.example");
        assertThat(names("-servername", "unknown.example")).contains("tv.example");
        assertThat(names("-noservername")).contains("tv.example");
    }

    @Test
    void aBrokenCertificateOrAnotherKeyChangesNothingUntilBothFit() throws Exception {
        authority.selfSigned("next", "next.example");
        serve(Map.of());
        Files.copy(authority.certificate("next"), folder.resolve("half"));
        Files.move(folder.resolve("half"), authority.certificate("tv"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(names()).contains("tv.example");
        Files.copy(authority.key("next"), folder.resolve("half"));
        Files.move(folder.resolve("half"), authority.key("tv"), StandardCopyOption.REPLACE_EXISTING);
        Patience.until(this::names, text -> text.contains("next.example"));
    }

    @Test
    void whoShowsACertificateOfTheOperatorsAuthorityIsAnAdministrator() throws Exception {
        authority.root("ours");
        authority.root("theirs");
        authority.client("operator", "ours");
        authority.client("stranger", "theirs");
        serve(Map.of("tls.client.ca", authority.certificate("ours").toString(), "allow.status", "", "allow.admin", ""));
        String status = https("/ace/status");
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", status).output())
                .isEqualTo("403");
        assertThat(as("operator", status).output()).isEqualTo("200");
        assertThat(as("stranger", status).exitCode()).isNotZero();
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", https("/livez"))
                        .output())
                .isEqualTo("200");
        assertThat(as("operator", status, "-H", "Origin: https://elsewhere.example")
                        .output())
                .isEqualTo("403");
    }

    private Program.Result as(String name, String url, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        all.addAll(List.of("--cert", authority.certificate(name).toString()));
        all.addAll(List.of("--key", authority.key(name).toString(), url));
        all.addAll(List.of(more));
        return curl(all.toArray(String[]::new));
    }

    @Test
    void hlsIsPlayedByTlsWithAKeyAndAllThatItNamesIsBelowTheSameAddress() throws Exception {
        serve(Map.of("access.keys", "alice=alices-own-key", "allow.play", "", "hls.segment", "1s"));
        URI manifest = URI.create(https("/k/alices-own-key" + CHANNEL.byId().replace("getstream", "manifest.m3u8")));
        URI list = manifest.resolve(lastLine(manifest));
        URI segment = list.resolve(Patience.until(() -> lastLine(list), line -> !line.isEmpty()));
        assertThat(List.of(list, segment))
                .allSatisfy(one -> assertThat(one.toString()).startsWith(https("/k/alices-own-key/ace/")));
        Path media = folder.resolve("segment");
        assertThat(curl("-o", media.toString(), "-w", "%{http_code}", segment.toString())
                        .output())
                .contains("200");
        assertThat(Files.readAllBytes(media)).startsWith((byte) 0x47);
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", https(CHANNEL.byId()))
                        .output())
                .contains("401");
    }

    /** The last that a list names; nothing where it names nothing yet. */
    private static String lastLine(URI list) throws Exception {
        List<String> named = curl(list.toString())
                .output()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        assertThat(named).allSatisfy(line -> assertThat(line).doesNotContain("://"));
        return named.isEmpty() ? "" : named.get(named.size() - 1);
    }

    @Test
    void whoAsksWithoutTlsIsSentThereIfTheOperatorWantsIt() throws Exception {
        serve(Map.of("tls.redirect", "true"));
        String sent = curl(
                        "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", proxy.url("/ace/getstream?id=a%2Fb"))
                .output();
        assertThat(sent).isEqualTo("308 " + https("/ace/getstream?id=a%2Fb"));
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", proxy.url("/livez"))
                        .output())
                .isEqualTo("200");
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", https("/")).output())
                .isEqualTo("200");
    }

    @Test
    void whoSpeaksNoTlsWhereItIsSpokenIsAnsweredNothing() throws Exception {
        serve(Map.of());
        String plain = "http://127.0.0.1:" + proxy.encryptedAddress().getPort() + "/livez";
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", plain).output())
                .contains("000");
        assertThat(curl("-o", "/dev/null", "-w", "%{http_code}", https("/livez"))
                        .output())
                .isEqualTo("200");
    }
}
