package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that knows tuners and guides, and no playlists, in front of a list, a guide and an engine. */
class TunerTest {

    private static final int PACKET = 188;

    @TempDir
    private Path dir;

    @Test
    void playsWhatTheLineupNamesFromAnEngine() throws Exception {
        try (Door door = open("1");
                RawConnection first = door.connect()) {
            String url = url(lineup(door, 2), 1);
            RawAnswer head = first.get(url).head();
            assertThat(head.status()).isEqualTo(200);
            byte[] media = first.chunks(100 * PACKET);
            assertThat(pid(media, 0)).as("the first packet is the PAT").isZero();
            for (int i = 0; i + PACKET <= media.length; i += PACKET) {
                assertThat(pid(media, i))
                        .as("null packets make programs give up")
                        .isNotEqualTo(0x1fff);
            }
            assertThat(door.play(url).status())
                    .as("one more viewer needs no engine")
                    .isEqualTo(200);
            RawAnswer other = door.get(url(lineup(door, 2), 2));
            assertThat(other.status()).isEqualTo(503);
            assertThat(other.header("x-hdhomerun-error")).isEqualTo("805 All Tuners In Use");
        }
    }

    @Test
    void servesTheGuideOfItsChannels() throws Exception {
        try (Door door = open("0")) {
            lineup(door, 2);
            String guide = await(door, "/guide.xml", "A show");
            assertThat(guide)
                    .contains("<channel id=\"one.example\">")
                    .contains("<display-name>1</display-name>")
                    .contains("<title>Two</title>")
                    .doesNotContain("Of nobody");
        }
    }

    @Test
    void aChannelWithoutAPictureIsSaidToHaveNoneAndItsTunerIsFree() throws Exception {
        try (Door door = open("0", "start.timeout", "300ms", "tuner.count", "1")) {
            String lineup = lineup(door, 2);
            door.engine().setScript(Content.number(1).infohash(), EngineScript.HEADERS_THEN_SILENCE);
            RawAnswer silent = door.get(url(lineup, 1));
            assertThat(silent.status()).isEqualTo(503);
            assertThat(silent.header("x-hdhomerun-error")).isEqualTo("807 No Video Data");
            assertThat(door.get("/status.json").body()).doesNotContain("Vct");
        }
    }

    private Door open(String streams, String... more) throws Exception {
        Path list = Files.writeString(
                dir.resolve("list.m3u"),
                "#EXTM3U%n#EXTINF:-1 tvg-id=\"one.example\",One%nacestream://%s%n#EXTINF:-1,Two%nacestream://%s%n"
                        .formatted(Content.number(1).id(), Content.number(2).id()));
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
        String now = time.format(Instant.now());
        Path guide = Files.writeString(
                dir.resolve("guide.xml"),
                "<tv><programme channel=\"one.example\" start=\"%s\"><title>A show</title></programme><programme channel=\"x\" start=\"%s\"><title>Of nobody</title></programme></tv>"
                        .formatted(now, now));
        List<String> settings = new ArrayList<>(List.of(
                "playlist",
                list.toString(),
                "guide",
                guide.toString(),
                "tuner",
                "true",
                "max.streams",
                streams,
                "data",
                dir.resolve("data").toString()));
        settings.addAll(List.of(more));
        return Door.open(settings.toArray(String[]::new));
    }

    private static String lineup(Door door, int channels) throws IOException, InterruptedException {
        return await(door, "/lineup.json", "/auto/v" + channels);
    }

    /** Lists and guides come some moments after the start. */
    private static String await(Door door, String path, String wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + door.address().getPort() + path))
                .build();
        String body = "";
        while (System.nanoTime() < end) {
            body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (body.contains(wanted)) {
                return body;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no " + wanted + " in " + body);
    }

    private static String url(String lineup, int number) {
        Matcher url = Pattern.compile("\"URL\":\"http://[^/]*(/auto/v" + number + ")\"")
                .matcher(lineup);
        assertThat(url.find()).isTrue();
        return url.group(1);
    }

    private static int pid(byte[] media, int at) {
        return ((media[at + 1] & 0x1f) << 8) | (media[at + 2] & 0xff);
    }
}
