package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.testkit.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListsTest {

    private static final Content CHANNEL = Content.number(1);
    private static final String LIST =
            "#EXTM3U\n#EXTINF:-1 tvg-id=\"one\" tvg-chno=\"7\",One\nacestream://" + CHANNEL.id() + "\n";

    @TempDir
    private Path data;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private HttpServer site;

    /** Writes a body. */
    private interface Answer {
        void writeTo(OutputStream out) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", this::answer);
        site.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answers.get(exchange.getRequestURI().getPath());
            if (exchange.getRequestURI().getPath().startsWith("/to/")) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getPath().replaceFirst("/to/", "http://"));
                exchange.sendResponseHeaders(302, -1);
            } else if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, 0);
                answer.writeTo(exchange.getResponseBody());
            }
        }
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    private void serve(String path, String body) {
        answers.put(path, out -> out.write(body.getBytes(StandardCharsets.UTF_8)));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + path;
    }

    private static RawAnswer list(Door door, String target, String... headers) throws Exception {
        return Patience.until(() -> door.get(target, headers), found -> found.status() != 503);
    }

    private static RawAnswer asked(Door door, String host, String... headers) throws IOException {
        try (RawConnection connection = door.connect()) {
            return connection
                    .send("GET /playlist.m3u HTTP/1.1\r\nHost: " + host + "\r\n" + String.join("", headers) + "\r\n")
                    .answer();
        }
    }

    @Test
    void everyoneIsGivenTheListUnderTheAddressThatHeHasAsked() throws Exception {
        serve("/list", LIST);
        try (Door door = Door.open("playlist", url("/list"), "trusted.proxies", "127.0.0.1")) {
            RawAnswer first = list(door, "/playlist.m3u");
            assertThat(first.body())
                    .isEqualTo(
                            "#EXTM3U\n#EXTINF:-1 tvg-id=\"one\" tvg-chno=\"7\",One\nhttp://acexy.test/channel/one.ts\n");
            assertThat(asked(door, "tv.lan:81").body()).endsWith("\nhttp://tv.lan:81/channel/one.ts\n");
            assertThat(asked(door, "other").body()).endsWith("\nhttp://other/channel/one.ts\n");
            assertThat(asked(
                                    door,
                                    "inner",
                                    "X-Forwarded-For: 127.0.0.9\r\n",
                                    "X-Forwarded-Host: tv.example\r\n",
                                    "X-Forwarded-Proto: https\r\n",
                                    "X-Forwarded-Prefix: /tv\r\n")
                            .body())
                    .endsWith("\nhttps://tv.example/tv/channel/one.ts\n");
            assertThat(door.get("/playlist.m3u?format=hls").body()).endsWith("/channel/one.m3u8\n");

            String tag = first.header("ETag");
            assertThat(door.get("/playlist.m3u", "If-None-Match: " + tag).status())
                    .isEqualTo(304);
            assertThat(asked(door, "other", "If-None-Match: " + tag + "\r\n").status())
                    .isEqualTo(200);
            RawAnswer head = door.ask("HEAD", "/playlist.m3u");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length"))
                    .isEqualTo(Integer.toString(first.body().length()));
            assertThat(door.get("/ace/status").body()).contains("\"channels\":1");
        }
    }

    @Test
    void whoAsksBeforeTheFirstListHasComeIsToldWhenToAskAgain() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> come = new CompletableFuture<>();
        answers.put("/list", out -> {
            asked.complete(null);
            come.join();
            out.write(LIST.getBytes(StandardCharsets.UTF_8));
        });
        try (Door door = Door.open("playlist", url("/list"))) {
            asked.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            RawAnswer early = door.get("/playlist.m3u");
            assertThat(early.status()).isEqualTo(503);
            assertThat(Integer.parseInt(early.header("Retry-After"))).isPositive();
            come.complete(null);
            assertThat(list(door, "/playlist.m3u").body()).endsWith("/channel/one.ts\n");
        } finally {
            come.complete(null);
        }
    }

    @Test
    void aListThatIsBrokenIsServedAsItWasAndSaysSo() throws Exception {
        serve("/list", LIST);
        try (Door door = Door.open("playlist", url("/list"), "data", data.toString())) {
            assertThat(list(door, "/playlist.m3u").header("Warning")).isNull();
        }
        serve("/list", "<!DOCTYPE html><title>Buy this domain</title>");
        try (Door door = Door.open("playlist", url("/list"), "data", data.toString())) {
            RawAnswer answer = Patience.until(
                    () -> door.get("/playlist.m3u"), found -> found.status() == 200 && found.header("Warning") != null);
            assertThat(answer.header("Warning")).startsWith("110 ");
            assertThat(answer.body()).endsWith("/channel/one.ts\n");
            assertThat(door.get("/ace/status").body()).contains("it is a page of HTML", "\"broken_since\":\"20");
        }
    }

    @Test
    void anotherListIsRewrittenByteForByteWhereItsHostIsAllowed() throws Exception {
        serve("/list", LIST.replace("\n", "\r\n"));
        try (Door door = Door.open("playlist.hosts", "127.0.0.1")) {
            RawAnswer answer = door.get("/playlist.m3u?url=" + url("/list"));
            assertThat(answer.body())
                    .isEqualTo(
                            LIST.replace("\n", "\r\n").replace("acestream://", "http://acexy.test/ace/getstream?id="));
            assertThat(door.get("/playlist.m3u").status()).isEqualTo(404);
        }
    }

    @Test
    void whatMayNotBeFetchedIsRefusedWithItsReason() throws Exception {
        byte[] blank = new byte[16 << 20];
        Arrays.fill(blank, (byte) '\n');
        byte[] member = gzip(blank);
        answers.put("/bomb", out -> {
            for (int i = 0; i < 64; i++) {
                out.write(member);
            }
        });
        answers.put("/endless", out -> {
            while (true) {
                out.write(blank, 0, 1 << 16);
            }
        });
        serve("/page", "<html>no");
        serve("/secret", "root:x:0:0");
        try (Door door = Door.open("playlist.hosts", "127.0.0.1")) {
            assertRefused(door, "http://169.254.169.254/latest/", 403, "lists of 169.254.169.254 are not fetched");
            assertRefused(door, "http://localhost/", 403, "lists of localhost are not fetched");
            assertRefused(door, "http://127.0.0.1@evil.test/", 403, "lists of evil.test are not fetched");
            assertRefused(door, "file:///etc/passwd", 400, "'url' must be the http or https address of a playlist");
            assertRefused(door, "/etc/passwd", 400, "'url' must be the http or https address of a playlist");
            assertRefused(
                    door, url("/to/169.254.169.254/x"), 502, "at 169.254.169.254 clouds tell their machines' secrets");
            assertRefused(door, url("/to/169.254.1.2/x"), 502, "169.254.1.2 is not an address of the public");
            assertRefused(door, url("/to/10.0.0.1/x"), 502, "10.0.0.1 is not an address of the public");
            assertRefused(door, url("/page"), 502, "it is a page of HTML");
            assertRefused(door, url("/secret"), 502, "it is no playlist");
            assertRefused(door, url("/none"), 502, "it answers 404");
            assertRefused(door, url("/bomb"), 502, "longer than 8388608 bytes unpacked");
            assertRefused(door, url("/endless"), 502, "longer than 8388608 bytes");
        }
    }

    private static void assertRefused(Door door, String url, int status, String reason) throws IOException {
        RawAnswer answer = door.get("/playlist.m3u?url=" + url);
        assertThat(answer.status()).as(url).isEqualTo(status);
        assertThat(answer.body()).contains(reason);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void aListOnDiskIsServedToo() throws Exception {
        Path file = Files.writeString(data.resolve("list.m3u"), LIST);
        try (Door door = Door.open("playlist", file.toString())) {
            assertThat(list(door, "/playlist.m3u").body()).contains("/channel/one.ts");
        }
    }

    @Test
    void aPictureIsServedFromHereAndOneThatCannotBeHadIsWhereTheListSays() throws Exception {
        byte[] png = "\u0089PNG\r\n\u001a\n rest".getBytes(StandardCharsets.ISO_8859_1);
        answers.put("/one.png", out -> out.write(png));
        String elsewhere = url("/one.png").replace("127.0.0.1", "127.0.0.2");
        serve(
                "/list",
                "#EXTM3U\n#EXTINF:-1 tvg-id=\"one\" tvg-logo=\"" + url("/one.png") + "\",One\nacestream://"
                        + Content.number(1).id() + "\n#EXTINF:-1 tvg-id=\"two\" tvg-logo=\"" + elsewhere
                        + "\",Two\nacestream://" + Content.number(2).id()
                        + "\n#EXTINF:-1 tvg-id=\"three\",Three\nacestream://"
                        + Content.number(3).id() + "\n");
        try (Door door = Door.open("playlist", url("/list"))) {
            list(door, "/playlist.m3u");
            RawAnswer here = door.get("/channel/one/logo");
            assertThat(here.status()).isEqualTo(200);
            assertThat(here.header("Content-Type")).isEqualTo("image/png");
            assertThat(here.header("Content-Length")).isEqualTo(Integer.toString(png.length));
            assertThat(here.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
            assertThat(here.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(door.get("/channel/one/logo", "If-None-Match: " + here.header("ETag"))
                            .status())
                    .isEqualTo(304);

            assertThat(door.get("/channel/two/logo").header("Location")).isEqualTo(elsewhere);
            assertThat(door.get("/channel/two/logo?missing=empty").status()).isEqualTo(204);
            assertThat(door.get("/channel/three/logo?missing=empty").status()).isEqualTo(204);
            assertThat(door.get("/channel/three/logo").status()).isEqualTo(404);
            assertThat(door.get("/channel/four/logo").status()).isEqualTo(404);
        }
    }
}
