package io.acexy.server.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.config.GuideConfig;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.http.Connections;
import io.acexy.server.http.DoorInitializer;
import io.acexy.server.http.DoorWatch;
import io.acexy.server.http.Gate;
import io.acexy.server.http.RouteTable;
import io.acexy.server.net.Network;
import io.acexy.server.net.NetworkConfig;
import io.acexy.server.net.TransportChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path dir;

    private final Channel one = Guides.channel(1, "One", "one.example");
    private final Bugs bugs = new Bugs();
    private final Network network =
            Network.open(new NetworkConfig(1, TransportChoice.NIO, 0, 0, 4 << 20), "guide-test");
    private final Fetcher fetcher = new Fetcher(network, "test", bugs);
    private Path source;
    private Lineup lineup = new Lineup(List.of(one));
    private GuideDesk desk;

    @BeforeEach
    void open() throws IOException {
        source = Files.writeString(dir.resolve("guide.xml"), guide("A show"));
        desk = desk();
    }

    @AfterEach
    void close() {
        desk.close();
        fetcher.close();
        network.close(100);
        assertThat(bugs.count()).isZero();
    }

    private GuideDesk desk() {
        GuideConfig config = new GuideConfig(List.of(source.toString()), Duration.ofHours(6), 7, 1);
        return new GuideDesk(config, dir.resolve("data"), () -> lineup, fetcher, () -> NOW, bugs);
    }

    private static String guide(String title) {
        return Guides.tv(
                Guides.programme("one.example", "20261127110000", "20261127130000", title),
                Guides.programme("two.example", "20261127110000", "20261127130000", "Of another"));
    }

    @Test
    void servesWhatItWasGiven() throws IOException {
        desk.round(NOW);
        assertThat(served()).contains("<title>A show</title>").doesNotContain("Of another");
        assertThat(desk.at(one, NOW).map(Programmes.Programme::title)).contains("A show");
        assertThat(desk.sources()).singleElement().satisfies(view -> {
            assertThat(view.programmes()).isEqualTo(1);
            assertThat(view.good()).contains(NOW);
            assertThat(view.broken()).isEmpty();
        });
    }

    @Test
    void servesTheLastGoodCopyOfWhatBreaksAndSaysSinceWhen() throws IOException {
        desk.round(NOW);
        Instant later = NOW.plus(Duration.ofHours(7));
        Files.writeString(source, "<!DOCTYPE html><html>not here</html>");
        desk.round(later);
        desk.round(later.plus(Duration.ofHours(1)));
        assertThat(served()).contains("<title>A show</title>");
        assertThat(desk.sources()).singleElement().satisfies(view -> {
            assertThat(view.broken()).contains(later);
            assertThat(view.reason()).contains("HTML");
            assertThat(view.good()).contains(NOW);
        });
        Files.writeString(source, guide("A new show"));
        desk.round(later.plus(Duration.ofHours(2)));
        assertThat(served()).contains("<title>A new show</title>");
        assertThat(desk.sources()).singleElement().satisfies(view -> assertThat(view.broken())
                .isEmpty());
    }

    @Test
    void aProcessThatTakesOverLeavesTheOneBeforeWhatItServes() throws IOException {
        desk.round(NOW);
        Files.writeString(source, guide("A new show"));
        lineup = new Lineup(List.of(one, Guides.channel(2, "Two", "two.example")));
        try (GuideDesk next = desk()) {
            next.round(NOW.plus(Duration.ofHours(7)));
        }
        assertThat(served()).contains("<title>A show</title>").doesNotContain("A new show", "Of another");
    }

    @Test
    void takesAwayWhatAProcessThatWasKilledHasServed() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("data").resolve("guide"));
        Path left = Files.writeString(folder.resolve("served-0.xml.gz"), "left");
        Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofHours(4))));
        desk.round(NOW);
        assertThat(left).doesNotExist();
    }

    @Test
    void servesWhatAnEarlierProcessHasKept() throws IOException {
        desk.round(NOW);
        desk.close();
        Files.delete(source);
        desk = desk();
        desk.round(NOW.plusSeconds(60));
        assertThat(served()).contains("<title>A show</title>");
    }

    @Test
    void looksAtTheSourceAnewWhenTheLineupWantsOthers() throws IOException {
        desk.round(NOW);
        lineup = new Lineup(List.of(one, Guides.channel(2, "Two", "two.example")));
        desk.round(NOW.plusSeconds(10));
        assertThat(served()).contains("Of another");
    }

    @Test
    void otherGuidesAndDaysHoldWithTheNextLook() throws IOException {
        desk.round(NOW);
        Path other = Files.writeString(dir.resolve("other.xml"), guide("Another show"));
        desk.take(new GuideConfig(List.of(other.toString()), Duration.ofHours(6), 7, 1));
        assertThat(served()).contains("<title>A show</title>");
        desk.round(NOW.plusSeconds(1));
        assertThat(served()).contains("<title>Another show</title>").doesNotContain("A show");
        assertThat(desk.sources()).singleElement().satisfies(view -> assertThat(view.source())
                .endsWith("other.xml"));

        desk.take(new GuideConfig(List.of(), Duration.ofHours(6), 7, 1));
        desk.round(NOW.plusSeconds(2));
        assertThat(served()).doesNotContain("show");
    }

    @Test
    void isThereBeforeAnySourceHasAnswered() throws IOException {
        Files.delete(source);
        desk.round(NOW);
        assertThat(served()).contains("<title>One</title>");
    }

    @Test
    void leavesNothingBehindWhereItHasNoFolder() throws IOException {
        GuideConfig config = new GuideConfig(List.of(source.toString()), Duration.ofHours(6), 7, 1);
        GuideDesk passing = new GuideDesk(config, Path.of(""), () -> lineup, fetcher, () -> NOW, bugs);
        passing.round(NOW);
        Path file = passing.document().orElseThrow().file();
        assertThat(file).exists();
        passing.close();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void isSentPackedOrNotAndNotTwice() throws Exception {
        desk.round(NOW);
        try (GuideDoor door = new GuideDoor(desk)) {
            io.netty.channel.Channel listener = network.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    64 * 1024,
                    new DoorInitializer(
                            new RouteTable(Gate.OPEN, door.routes()),
                            new Connections(10, bugs),
                            Duration.ofSeconds(60),
                            DoorWatch.NONE));
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            HttpResponse<byte[]> plain = get(port, "/guide.xml");
            assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo(served());
            HttpResponse<byte[]> packed = get(port, "/epg.xml", "Accept-Encoding", "gzip");
            assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(served());
            }
            String tag = plain.headers().firstValue("etag").orElseThrow();
            assertThat(get(port, "/xmltv.xml", "If-None-Match", tag).statusCode())
                    .isEqualTo(304);
            Files.writeString(source, "<html>");
            desk.round(NOW.plus(Duration.ofHours(7)));
            assertThat(get(port, "/guide.xml").headers().firstValue("warning"))
                    .contains("111 acexy \"a guide is broken since 2026-11-27T19:00:00Z: it is a page of HTML\"");
            listener.close().sync();
        }
    }

    private static HttpResponse<byte[]> get(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String served() throws IOException {
        return String.join("\n", Guides.lines(desk.document().orElseThrow().file())) + "\n";
    }
}
