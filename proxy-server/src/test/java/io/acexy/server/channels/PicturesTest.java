package io.acexy.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Site;
import io.acexy.server.net.Network;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PicturesTest {

    private static final String PNG = "\u0089PNG\r\n\u001a\n rest";
    private static final int LARGEST = 512 << 10;

    private static Network network;

    private final Bugs bugs = new Bugs();
    private Instant now = Instant.EPOCH;
    private Site site;
    private Pictures pictures;

    @BeforeAll
    static void openNetwork() {
        network = Network.open(ProxyConfig.of(Map.of("event.loops", "1")).network(), "pictures-test");
    }

    @AfterAll
    static void closeNetwork() {
        network.close(100);
    }

    @BeforeEach
    void open() throws IOException {
        site = new Site();
        pictures = new Pictures(new Fetcher(network, "acexy-test", bugs), "127.0.0.1"::equals, () -> now);
    }

    @AfterEach
    void close() throws IOException {
        pictures.close();
        site.close();
        assertThat(bugs.count()).isZero();
    }

    private Optional<Pictures.Picture> get(String path) {
        return pictures.at(site.url(path)).awaitUninterruptibly().getNow();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @ParameterizedTest(name = "{index}: {1}")
    @CsvSource({
        "'\u0089PNG\r\n\u001a\n', image/png",
        "'\u00ff\u00d8\u00ff\u00e0', image/jpeg",
        "GIF89a, image/gif",
        "RIFF....WEBP, image/webp",
        "....ftypavif, image/avif"
    })
    void aPictureIsWhatItsFirstBytesSayWhateverItIsCalled(String begin, String type) {
        site.on("/one", Site.ok(begin + " rest", "Content-Type: text/html"));
        assertThat(get("/one")).hasValueSatisfying(picture -> {
            assertThat(picture.type()).isEqualTo(type);
            assertThat(picture.content().readableBytes()).isEqualTo((begin + " rest").length());
        });
    }

    @ParameterizedTest(name = "{index}")
    @CsvSource({"<html>no", "<svg onload='x()'/>", "<?xml version='1.0'?><svg/>", "RIFF....AVI ", "''", "\u0089PN"})
    void whatIsNoPictureIsNotHadWhateverItIsCalled(String body) {
        site.on("/one", Site.ok(body, "Content-Type: image/png"));
        assertThat(get("/one")).isEmpty();
    }

    @Test
    void aPictureMayBeSoLargeAndNoLarger() {
        site.on("/most", Site.ok(PNG + "x".repeat(LARGEST - PNG.length())));
        site.on("/more", Site.ok(PNG + "x".repeat(LARGEST - PNG.length() + 1)));
        assertThat(get("/most")).isPresent();
        assertThat(get("/more")).isEmpty();
    }

    @Test
    void ourOwnNetworkIsAskedWhereTheOperatorHasNamedItsHostAlone() {
        site.on("/one", Site.ok(PNG)).on("/away", Site.redirect("http://127.0.0.2:" + site.port() + "/one"));
        String named = site.url("/one");
        for (String host : List.of("127.0.0.2", "localhost", "169.254.169.254", "[::1]")) {
            assertThat(pictures.at(named.replace("127.0.0.1", host))
                            .awaitUninterruptibly()
                            .getNow())
                    .as(host)
                    .isEmpty();
        }
        assertThat(pictures.at("file:///etc/passwd").awaitUninterruptibly().getNow())
                .isEmpty();
        assertThat(site.heads()).isEmpty();
        assertThat(get("/away")).isEmpty();
        assertThat(site.heads()).hasSize(1);
        assertThat(get("/one")).isPresent();
    }

    @Test
    void whoAsksWhileItComesGetsTheSame() {
        CountDownLatch asked = new CountDownLatch(1);
        site.on("/one", (out, head) -> {
            asked.await();
            out.write(Site.ok(PNG).getBytes(StandardCharsets.ISO_8859_1));
        });
        Future<Optional<Pictures.Picture>> first = pictures.at(site.url("/one"));
        Future<Optional<Pictures.Picture>> second = pictures.at(site.url("/one"));
        asked.countDown();
        assertThat(first.awaitUninterruptibly().getNow()).isPresent();
        assertThat(second.awaitUninterruptibly().getNow()).isPresent();
        assertThat(site.heads()).hasSize(1);
    }

    @Test
    void itIsAskedForAgainAfterADayAndOneThatIsGoneStays() {
        site.on("/one", Site.ok(PNG, "ETag: \"1\""));
        get("/one");
        pass(Duration.ofHours(23));
        get("/one");
        assertThat(site.heads()).hasSize(1);

        pass(Duration.ofHours(1));
        site.on("/one", "HTTP/1.1 304 Not Modified\r\n\r\n");
        assertThat(get("/one")).isPresent();
        assertThat(site.heads()).hasSize(2);
        assertThat(site.heads().get(1)).anyMatch("if-none-match: \"1\""::equalsIgnoreCase);

        pass(Duration.ofDays(1));
        site.on("/one", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(get("/one")).isPresent();
        assertThat(site.heads()).hasSize(3);
    }

    @Test
    void oneThatCannotBeHadIsAskedForAgainAfterTenMinutes() {
        site.on("/one", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(get("/one")).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(get("/one")).isEmpty();
        assertThat(site.heads()).hasSize(1);
        pass(Duration.ofMinutes(1));
        site.on("/one", Site.ok(PNG));
        assertThat(get("/one")).isPresent();
    }

    @Test
    void whoWasSeenLongestAgoGoesWhereThereIsNoRoom() {
        site.on("/first", Site.ok(PNG));
        get("/first");
        for (int i = 0; i < 16; i++) { // 8 MiB of them, with the first one byte too much
            site.on("/" + i, Site.ok(PNG + "x".repeat(LARGEST - PNG.length())));
            assertThat(get("/" + i)).isPresent();
        }
        int before = site.heads().size();
        get("/15");
        get("/0");
        assertThat(site.heads()).hasSize(before);
        get("/first");
        assertThat(site.heads()).hasSize(before + 1);
    }
}
