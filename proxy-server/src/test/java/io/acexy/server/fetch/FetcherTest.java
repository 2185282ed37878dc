package io.acexy.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.net.GuardedNames;
import io.acexy.server.net.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetcherTest {

    private static final int MB = 1024 * 1024;
    private static final Limits LIMITS = new Limits(8 * MB, 16 * MB, Duration.ofSeconds(20), Duration.ofSeconds(40));
    private static final BodyReader<String> TEXT = body -> new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);

    private static Network network;

    private final Bugs bugs = new Bugs();
    private final FakeNames names = new FakeNames();
    private Site site;
    private Fetcher fetcher;

    @BeforeAll
    static void openNetwork() {
        network = Network.open(ProxyConfig.of(Map.of("event.loops", "1")).network(), "fetch-test");
    }

    @AfterAll
    static void closeNetwork() {
        network.close(100);
    }

    @BeforeEach
    void open() throws IOException {
        site = new Site();
        fetcher = new Fetcher(network, new GuardedNames(names), "acexy-test", bugs);
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        site.close();
        assertThat(bugs.count()).isZero();
    }

    private Fetched<String> get(String source, Wish.Trust trust) {
        return get(new Wish(source, trust, LIMITS, Validators.NONE));
    }

    private Fetched<String> get(Wish wish) {
        return fetcher.fetch(wish, TEXT).awaitUninterruptibly().getNow();
    }

    private String own(String path) {
        return shown(get(site.url(path), Wish.Trust.OPERATOR));
    }

    private static String shown(Fetched<String> end) {
        if (end instanceof Fetched.Fresh<String> fresh) {
            return fresh.value();
        }
        return end instanceof Fetched.Refused<String> refused ? "refused: " + refused.reason() : "unchanged";
    }

    @Test
    void whatTheOperatorNamesComesFromHisOwnNetwork() {
        site.on("/list?x=y", Site.ok("#EXTM3U\n", "ETag: \"7\"", "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"));
        Fetched<String> end = get(site.url("/list?x=y"), Wish.Trust.OPERATOR);
        assertThat(end)
                .isEqualTo(new Fetched.Fresh<>("#EXTM3U\n", new Validators("\"7\"", "Thu, 01 Jan 2026 00:00:00 GMT")));
        assertThat(site.heads().get(0))
                .contains("host: 127.0.0.1:" + site.port(), "user-agent: acexy-test", "accept-encoding: gzip");
    }

    @Test
    void whatIsKnownIsAskedForByItsValidators() {
        site.on("/list", "HTTP/1.1 304 Not Modified\r\n\r\n");
        Validators known = new Validators("W/\"7\"", "yesterday");
        assertThat(get(new Wish(site.url("/list"), Wish.Trust.OPERATOR, LIMITS, known)))
                .isEqualTo(new Fetched.Unchanged<>());
        assertThat(site.heads().get(0)).contains("if-none-match: W/\"7\"", "if-modified-since: yesterday");
    }

    @Test
    void aUserInTheUrlIsToldToTheSourceAndToNobodyElse() {
        site.on("/list", Site.redirect("/again")).on("/again", Site.redirect("http://localhost:" + site.port() + "/c"));
        site.on("/c", Site.ok("it"));
        names.put("localhost", "127.0.0.1");
        String url = "http://me:se%20cret@127.0.0.1:" + site.port() + "/list";
        assertThat(shown(get(url, Wish.Trust.OPERATOR))).isEqualTo("it");
        String basic = "authorization: Basic bWU6c2UgY3JldA==";
        assertThat(site.heads().get(0)).contains(basic);
        assertThat(site.heads().get(1)).contains(basic);
        assertThat(site.heads().get(2)).noneMatch(line -> line.startsWith("authorization"));
    }

    @Test
    void bytesAreUnpackedWhateverHeadersSay() {
        site.on("/declared", (out, head) -> out.write(bytes(gzip("declared"), "Content-Encoding: gzip")));
        site.on("/file.gz", (out, head) -> out.write(bytes(gzip("by its bytes"))));
        site.on("/twice", (out, head) -> out.write(bytes(gzip(gzip("twice")), "Content-Encoding: gzip")));
        site.on("/lie", Site.ok("not packed at all", "Content-Encoding: gzip"));
        site.on("/brotli", Site.ok("x", "Content-Encoding: br"));
        site.on("/members", (out, head) -> out.write(bytes(concat(gzip("one,"), gzip("two")))));
        byte[] packed = gzip("x".repeat(100_000));
        site.on("/cut", (out, head) -> out.write(bytes(Arrays.copyOf(packed, packed.length - 12))));
        assertThat(own("/declared")).isEqualTo("declared");
        assertThat(own("/file.gz")).isEqualTo("by its bytes");
        assertThat(own("/twice")).isEqualTo("twice");
        assertThat(own("/lie")).isEqualTo("not packed at all");
        assertThat(own("/members")).isEqualTo("one,two");
        assertThat(own("/brotli")).isEqualTo("refused: it is coded as br, which was not asked for");
        assertThat(own("/cut")).isEqualTo("refused: its gzip is broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><title>Blocked", "\u00ef\u00bb\u00bf \r\n<HTML>", "<head>", "<body >"})
    void aPageThatSaysWhatWentWrongIsNoList(String page) {
        site.on("/page", Site.ok(page));
        assertThat(own("/page")).isEqualTo("refused: it is a page of HTML");
    }

    @Test
    void aListThatIsCalledAPageIsStillAList() {
        site.on("/list", Site.ok("#EXTM3U", "Content-Type: text/html"));
        assertThat(own("/list")).isEqualTo("#EXTM3U");
    }

    @Test
    void whatHasNoLengthEndsWithItsConnection() {
        site.on("/close", "HTTP/1.0 200 OK\r\n\r\nall of it");
        site.on("/chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
        assertThat(own("/close")).isEqualTo("all of it");
        assertThat(own("/chunked")).isEqualTo("abc");
    }

    @Test
    void whatDoesNotComeWholeDoesNotCount() {
        site.on("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        site.on("/nothing", "");
        site.on("/nonsense", "hello\r\n\r\n");
        site.on("/404", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(own("/cut")).startsWith("refused: the connection");
        assertThat(own("/nothing")).startsWith("refused: the connection");
        assertThat(own("/nonsense")).isEqualTo("refused: it is not valid HTTP");
        assertThat(own("/404")).isEqualTo("refused: it answers 404");
    }

    @Test
    void anEndlessBodyEndsAtItsBound() {
        site.on("/endless", (out, head) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] more = new byte[MB];
            while (true) {
                out.write(more);
            }
        });
        assertThat(own("/endless")).isEqualTo("refused: it is longer than 8388608 bytes");
    }

    @Test
    void aBombOfAGigabyteIsNotUnpacked() throws IOException {
        byte[] member = gzip(new byte[16 * MB]);
        site.on("/bomb", (out, head) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 64; i++) {
                out.write(member);
            }
        });
        AtomicLong read = new AtomicLong();
        Fetched<String> end = fetcher.fetch(
                        new Wish(site.url("/bomb"), Wish.Trust.OPERATOR, LIMITS, Validators.NONE), body -> {
                            byte[] piece = new byte[8192];
                            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                                read.addAndGet(n);
                            }
                            return "all";
                        })
                .awaitUninterruptibly()
                .getNow();
        assertThat(shown(end)).isEqualTo("refused: it is longer than 16777216 bytes unpacked");
        assertThat(read.get()).isLessThanOrEqualTo(16 * MB);
    }

    @Test
    void silenceAndATrickleEndInTime() {
        CountDownLatch never = new CountDownLatch(1);
        site.on("/silent", (out, head) -> never.await());
        site.on("/trickle", (out, head) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!never.await(5, TimeUnit.MILLISECONDS)) {
                out.write('x');
            }
        });
        Limits impatient = new Limits(MB, MB, Duration.ofMillis(300), Duration.ofSeconds(1));
        assertThat(shown(get(new Wish(site.url("/silent"), Wish.Trust.OPERATOR, impatient, Validators.NONE))))
                .isEqualTo("refused: nothing came for 300 ms");
        assertThat(shown(get(new Wish(site.url("/trickle"), Wish.Trust.OPERATOR, impatient, Validators.NONE))))
                .isEqualTo("refused: it was not whole within 1 s");
        never.countDown();
    }

    @Test
    void aStrangersUrlMayNotLeadToOurOwnNetwork() {
        site.on("/x", Site.ok("secret"));
        names.put("inside.example", "127.0.0.1");
        String inside = "http://inside.example:" + site.port() + "/x";
        assertThat(shown(get(inside, Wish.Trust.STRANGER)))
                .isEqualTo("refused: 127.0.0.1 is not an address of the public internet, and its host is not allowed");
        assertThat(shown(get("http://169.254.169.254/latest/meta-data", Wish.Trust.STRANGER)))
                .startsWith("refused: at 169.254.169.254 clouds tell");
        assertThat(shown(get("/etc/passwd", Wish.Trust.STRANGER)))
                .isEqualTo("refused: only http and https are fetched");
        assertThat(shown(get("file:///etc/passwd", Wish.Trust.STRANGER)))
                .isEqualTo("refused: only http and https are fetched");
        assertThat(site.heads()).isEmpty();
        assertThat(shown(get(inside, Wish.Trust.STRANGER.also("inside.example"::equals))))
                .isEqualTo("secret");
    }

    @Test
    void aRedirectMayNotLeadWhereTheOperatorHasNamedNothing() throws IOException {
        try (Site elsewhere = new Site()) {
            elsewhere.on("/x", Site.ok("secret"));
            names.put("list.example", "127.0.0.1");
            names.put("inside.example", "127.0.0.2");
            site.on("/in", Site.redirect("http://inside.example:" + elsewhere.port() + "/x"));
            site.on("/meta", Site.redirect("http://169.254.169.254/latest/meta-data"));
            site.on("/file", Site.redirect("file:///etc/passwd"));
            site.on("/same", Site.redirect("http://127.0.0.1:" + elsewhere.port() + "/x"));
            String list = "http://list.example:" + site.port();
            assertThat(shown(get(list + "/in", Wish.Trust.OPERATOR)))
                    .isEqualTo("refused: it redirects to inside.example: 127.0.0.2 is not an address of the public"
                            + " internet, and its host is not allowed");
            assertThat(shown(get(list + "/meta", Wish.Trust.OPERATOR)))
                    .startsWith("refused: at 169.254.169.254 clouds tell");
            assertThat(shown(get(list + "/file", Wish.Trust.OPERATOR)))
                    .isEqualTo("refused: only http and https are fetched, not file");
            assertThat(elsewhere.heads()).isEmpty();
            assertThat(shown(get(list + "/same", Wish.Trust.OPERATOR))).isEqualTo("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fd00:ec2::254"})
    void whereCloudsTellTheirSecretsNobodysNameLeads(String address) {
        names.put("list.example", address);
        for (Wish.Trust trust : List.of(Wish.Trust.OPERATOR, Wish.Trust.STRANGER.also("list.example"::equals))) {
            assertThat(shown(get("http://list.example:" + site.port() + "/", trust)))
                    .contains("clouds tell their machines' secrets");
        }
        assertThat(site.heads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.1.2", "::ffff:169.254.1.2", "fe80::1"})
    void onTheLinkIsOnlyWhatTheOperatorHasNamedHimself(String address) {
        names.put("list.example", address);
        String url = "http://list.example:" + site.port() + "/";
        assertThat(shown(get(url, Wish.Trust.STRANGER.also("list.example"::equals))))
                .contains("is an address of the link, where nothing is fetched");
        assertThat(shown(get(url, Wish.Trust.STRANGER))).contains("is not an address of the public internet");
        site.on("/away", Site.redirect(url));
        assertThat(shown(get(site.url("/away"), Wish.Trust.OPERATOR.also("list.example"::equals))))
                .contains("it redirects to list.example: ", "is an address of the link");
        assertThat(shown(get(url, Wish.Trust.OPERATOR)))
                .as("it is tried, and nobody is there")
                .doesNotContain("link", "public");
    }

    @Test
    void aNameIsLookedUpOnceForEachStep() {
        names.put("turning.example", "192.0.2.1", "127.0.0.1");
        site.on("/x", Site.ok("secret"));
        assertThat(shown(get("http://turning.example:" + site.port() + "/x", Wish.Trust.STRANGER)))
                .startsWith("refused: 192.0.2.1 is not");
        assertThat(names.lookUps()).isEqualTo(1);

        names.put("turning.example", "127.0.0.1", "192.0.2.1");
        assertThat(shown(get("http://turning.example:" + site.port() + "/x", Wish.Trust.OPERATOR)))
                .isEqualTo("secret");
        assertThat(names.lookUps()).isEqualTo(2);
    }

    @Test
    void redirectsComeToAnEnd() {
        site.on("/round", Site.redirect("/round"));
        assertThat(own("/round")).isEqualTo("refused: it redirects more than 5 times");
    }

    @Test
    void aFileIsReadWhenItHasChanged(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("list.m3u.gz"), gzip("packed"));
        Fetched<String> first = get(file.toString(), Wish.Trust.OPERATOR);
        assertThat(shown(first)).isEqualTo("packed");
        Validators known = ((Fetched.Fresh<String>) first).validators();
        assertThat(get(new Wish(file.toUri().toString(), Wish.Trust.OPERATOR, LIMITS, known)))
                .isEqualTo(new Fetched.Unchanged<>());
        Files.writeString(file, "another");
        assertThat(shown(get(new Wish(file.toString(), Wish.Trust.OPERATOR, LIMITS, known))))
                .isEqualTo("another");
        assertThat(shown(get(dir.toString(), Wish.Trust.OPERATOR))).isEqualTo("refused: it is not a file");
        assertThat(shown(get(dir.resolve("no").toString(), Wish.Trust.OPERATOR)))
                .isEqualTo("refused: there is no such file");
    }

    @Test
    void aReaderWhoHidesTheRefusalDoesNotHideIt() {
        site.on("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        Fetched<String> end = fetcher.fetch(
                        new Wish(site.url("/cut"), Wish.Trust.OPERATOR, LIMITS, Validators.NONE),
                        FetcherTest::untilItBreaks)
                .awaitUninterruptibly()
                .getNow();
        assertThat(shown(end)).startsWith("refused: the connection");
    }

    private static String untilItBreaks(InputStream body) {
        try {
            return TEXT.read(body);
        } catch (IOException e) {
            return "as much as there was";
        }
    }

    @Test
    void whatTheReaderDoesNotWantIsRefusedWithHisReason() {
        site.on("/x", Site.ok("x"));
        BodyReader<String> picky = body -> {
            throw new UnfitException("there is no channel in it");
        };
        Wish wish = new Wish(site.url("/x"), Wish.Trust.OPERATOR, LIMITS, Validators.NONE);
        assertThat(shown(fetcher.fetch(wish, picky).awaitUninterruptibly().getNow()))
                .isEqualTo("refused: there is no channel in it");
    }

    @Test
    void afterTheEndNothingIsFetched() {
        fetcher.close();
        assertThat(own("/x")).isEqualTo("refused: the proxy is being stopped");
    }

    private static byte[] bytes(byte[] body, String... headers) throws IOException {
        String head = Site.ok("", headers).replace("Content-Length: 0", "Content-Length: " + body.length);
        return concat(head.getBytes(StandardCharsets.ISO_8859_1), body);
    }

    private static byte[] concat(byte[] one, byte[] two) throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(one), new ByteArrayInputStream(two)).readAllBytes();
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }
}
