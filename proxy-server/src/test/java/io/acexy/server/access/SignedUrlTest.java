package io.acexy.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.acexy.core.Bugs;
import io.acexy.server.config.AccessConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.Area;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Failure;
import io.acexy.server.http.Request;
import io.acexy.server.http.Target;
import io.acexy.server.http.Trail;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signed address opens, and what it does not. */
class SignedUrlTest {

    private static final String SECRET = "the-secret-that-signs";
    private static final String ID = "dd1e67078381739d14beca697356ab76d49d1a2d";
    private static final String CHANNEL = "/ace/getstream?id=" + ID;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    private Path folder;

    private Instant now = Instant.ofEpochSecond(1_800_000_000);

    private Signatures signatures(String... secrets) throws IOException {
        return Signatures.read(new AccessConfig.Signing(List.of(secrets), Path.of("")), () -> now);
    }

    private String signed() throws IOException {
        return signatures(SECRET).sign(CHANNEL, HOUR, NONE, NONE);
    }

    @Test
    void itIsWrittenAsThePageSays() throws Exception {
        assertThat(signed())
                .isEqualTo(CHANNEL + "&expires=1800003600"
                        + "&sig=0839def0b1dbab1d281a160d3faace776345cd121cb5765480d1dbe580a34067");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&pid=7", "&format=json", "&quality=1&_=x", "#here"})
    void itOpensItsContentWhateverAPlayerAdds(String more) throws Exception {
        assertThat(refusal(get(signed() + more))).isEmpty();
        assertThat(refusal(request(HttpMethod.HEAD, signed() + more, "203.0.113.5"), Area.PLAY))
                .isEmpty();
        assertThat(refusal(get(signed().replaceFirst("\\?(.*)&(expires=.*)&(sig.*)", "?$3&$2&$1") + more)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "id=dd, id=ee",
        "/ace/getstream, /ace/manifest.m3u8",
        "id=, infohash=",
        "'&expires', '&id=ee1e67078381739d14beca697356ab76d49d1a2d&expires'",
        "'&expires', '&infohash=ee1e67078381739d14beca697356ab76d49d1a2d&expires'",
        "'&expires', '&amp;id=ee1e67078381739d14beca697356ab76d49d1a2d&expires'",
        "'&expires', '&%69d=ee1e67078381739d14beca697356ab76d49d1a2d&expires'",
        "'&expires', '&id=%zz&expires'",
        "'&expires', '&_idx=1&expires'",
        "'&expires', '&profile=aac&expires'",
        "'&expires', '%0aexpires=1900003600&expires'",
        "expires=18, expires=19",
        "expires=, expires=0",
        "'&sig', '&expires=1900003600&sig'",
        "'&sig', '&holder=alice&sig'",
        "'&sig', '&network=all&sig'",
        "'&sig', '&sig=&sig'",
        "'sig=.', sig=",
        "'sig=..', sig=00",
        "'.$', ''",
        "'$', '0'",
        "'sig=.*', 'sig='",
        "'sig=.*', 'sig=0000000000000000000000000000000000000000000000000000000000000000'",
        "'expires=.*&sig', sig"
    })
    void whatIsChangedOpensNothing(String found, String put) throws Exception {
        assertThat(refusal(get(signed().replaceFirst(found, put))))
                .contains("this signature is not one of this address");
    }

    @Test
    void oneSignedWithAnotherSecretOpensNothing() throws Exception {
        String others = signatures("the-secret-of-another").sign(CHANNEL, HOUR, NONE, NONE);
        assertThat(refusal(get(others))).isPresent();
    }

    @Test
    void itOpensNothingButMedia() throws Exception {
        for (Area area : List.of(Area.LISTS, Area.STATUS, Area.METRICS, Area.ADMIN)) {
            for (String path : List.of("/ace/getstream?id=" + ID, "/api/v1/overview", "/playlist.m3u")) {
                String url = signatures(SECRET).sign(path, HOUR, NONE, NONE);
                assertThat(refusal(request(HttpMethod.GET, url, "203.0.113.5"), area))
                        .as(area + " " + path)
                        .isPresent();
            }
        }
        assertThat(refusal(request(HttpMethod.POST, signed(), "203.0.113.5"), Area.PLAY))
                .isPresent();
    }

    @Test
    void itHoldsUntilItsLastSecondAndNotAfterIt() throws Exception {
        String url = signed();
        now = Instant.ofEpochSecond(1_800_003_599);
        assertThat(refusal(get(url))).isEmpty();
        now = Instant.ofEpochSecond(1_800_003_600);
        assertThat(refusal(get(url))).contains("this address has expired");
    }

    @Test
    void itHoldsInItsNetworkAlone() throws Exception {
        String url = signatures(SECRET).sign(CHANNEL, HOUR, Optional.of("203.0.113.0/24,2001:db8::/32"), NONE);
        assertThat(refusal(request(HttpMethod.GET, url, "203.0.113.255"), Area.PLAY))
                .isEmpty();
        assertThat(refusal(request(HttpMethod.GET, url, "2001:db8::1"), Area.PLAY))
                .isEmpty();
        assertThat(refusal(request(HttpMethod.GET, url, "203.0.114.0"), Area.PLAY))
                .contains("this address is for another network");
        assertThat(refusal(request(HttpMethod.GET, url, ""), Area.PLAY)).isPresent();
    }

    @Test
    void whoseItIsShowsAndIsNobodyWhoHasAKey() throws Exception {
        Request request = get(signatures(SECRET).sign(CHANNEL, HOUR, NONE, Optional.of("alice")));
        assertThat(refusal(request)).isEmpty();
        assertThat(request.trail().holder()).isEqualTo("signed:alice");
    }

    @Test
    void secretsAreExchangedWithoutAMomentInWhichNoneHolds() throws Exception {
        Path file = folder.resolve("secrets");
        write(file, 1, "# old\nthe-old-secret-of-ours\n");
        try (Signatures signatures =
                Signatures.open(new AccessConfig.Signing(List.of(), file), () -> now, new Bugs())) {
            String old = signatures.sign(CHANNEL, HOUR, NONE, NONE);
            write(file, 2, "the-new-secret-of-ours\nthe-old-secret-of-ours\n");
            signatures.look();
            String fresh = signatures.sign(CHANNEL, HOUR, NONE, NONE);
            assertThat(fresh).isNotEqualTo(old);
            assertThat(refusal(get(old), Area.PLAY, signatures)).isEmpty();
            write(file, 3, "short\n");
            signatures.look();
            assertThat(refusal(get(fresh), Area.PLAY, signatures)).isEmpty();
            write(file, 4, "the-new-secret-of-ours\n");
            signatures.look();
            assertThat(refusal(get(old), Area.PLAY, signatures)).isPresent();
            assertThat(refusal(get(fresh), Area.PLAY, signatures)).isEmpty();
        }
    }

    @Test
    void whatCannotBeSignedIsToldWithoutASecret() throws Exception {
        assertThatThrownBy(() -> signatures().sign(CHANNEL, HOUR, NONE, NONE)).hasMessageContaining("no secret");
        for (String url :
                List.of(signed(), CHANNEL + "&key=x", "/k/somebody/ace/getstream?id=1", "ftp://x/y", "/", "")) {
            assertThatThrownBy(() -> signatures(SECRET).sign(url, HOUR, NONE, NONE))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(SECRET);
        }
        assertThatThrownBy(() -> signatures(SECRET).sign(CHANNEL, HOUR, Optional.of("10.0.0.1/8"), NONE))
                .hasMessageContaining("is no network");
        assertThatThrownBy(() -> signatures(SECRET).sign(CHANNEL, HOUR, NONE, Optional.of("a b")))
                .hasMessageContaining("holder");
    }

    @Test
    void whatThePageSaysToTypeMakesOne() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        String typed = Files.readAllLines(Path.of("..", "docs", "security.md")).stream()
                .dropWhile(line -> !line.startsWith("path=/ace/getstream"))
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", typed).redirectErrorStream(true);
        shell.environment().put("SECRET", SECRET);
        Process process = shell.start();
        String url = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Signatures signatures =
                Signatures.read(new AccessConfig.Signing(List.of(SECRET), Path.of("")), InstantSource.system());
        assertThat(refusal(get(url), Area.PLAY, signatures)).as(url).isEmpty();
        assertThat(refusal(get(url.replace("id=d", "id=e")), Area.PLAY, signatures))
                .isPresent();
    }

    private static void write(Path file, int time, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + 1_000L * time));
    }

    private static Request get(String url) throws IOException {
        return request(HttpMethod.GET, url, "203.0.113.5");
    }

    private static Request request(HttpMethod method, String url, String from) throws IOException {
        Target target = Target.of(url);
        Optional<InetAddress> client = from.isEmpty() ? Optional.empty() : Optional.of(InetAddress.getByName(from));
        return new Request(
                method,
                new Request.Resource(target.path(), Map.of(), target.query(), target.key()),
                new Request.Origin(null, "host", Map.of(), client),
                new DefaultHttpHeaders(),
                new Request.Form(true, true, false, false),
                new Connection(new EmbeddedChannel(), new Bugs()),
                new Trail("id", new Trail.Asked(null, method.name(), url, "HTTP/1.1", "", "")));
    }

    private Optional<String> refusal(Request request) throws IOException {
        return refusal(request, Area.PLAY);
    }

    private Optional<String> refusal(Request request, Area area) throws IOException {
        return refusal(request, area, signatures(SECRET));
    }

    private static Optional<String> refusal(Request request, Area area, Signatures signatures) throws IOException {
        AccessConfig access = ProxyConfig.of(Map.of()).listen().access();
        try (Keys keys = Keys.open(access.keys(), new Bugs())) {
            return new Guard(access, Optional.empty(), keys, signatures)
                    .refusal(request, area)
                    .map(Failure::reason);
        }
    }
}
