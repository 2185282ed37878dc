package io.acexy.it.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.HlsViewer;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.acexy.testkit.Ffmpeg;
import io.acexy.testkit.HlsList;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel with sound that browsers cannot play, through the ready profile and the real ffmpeg. */
class SoundTest {

    private static final String AAC = Swarm.CHANNEL.byId() + "&profile=aac";
    private static final int PACKET = 188;
    private static final int ENOUGH = 200_000;

    @TempDir
    Path folder;

    private Swarm swarm;
    private Programs programs;

    @BeforeEach
    void start() throws Exception {
        // The program looks at some seconds of media before it says anything: with a long reach it has them at once.
        swarm = Swarm.at(Swarm.Rate.AC3)
                .behindLive(2_000)
                .reachingBack(Duration.ofSeconds(12))
                .with("profiles", "aac")
                .with("linger", "2s")
                .start();
        programs = new Programs(swarm.proxy(), swarm.players());
    }

    @AfterEach
    void stop() {
        swarm.close();
    }

    private TestPlayer playing(String target) throws InterruptedException {
        TestPlayer player = swarm.players().get(swarm.proxy().address(), target);
        player.awaitBytes(ENOUGH);
        return player;
    }

    private static byte[] wholePackets(TestPlayer player) {
        byte[] body = player.body();
        return Arrays.copyOf(body, body.length / PACKET * PACKET);
    }

    private String streamsOf(byte[] media) throws Exception {
        Path file = Files.write(folder.resolve("media.ts"), media); // it does not read to the end
        return Ffmpeg.run(
                        out -> {},
                        List.of(("ffprobe -v error -show_entries stream=codec_name,channels -of csv=p=0 " + file)
                                .split(" ")))
                .lines()
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** A sum of each picture as it was encoded. */
    private static Set<String> pictures(byte[] media) throws Exception {
        return Ffmpeg.run(
                        out -> out.write(media),
                        List.of("ffmpeg -v error -i pipe:0 -map 0:v -c copy -f framemd5 -".split(" ")))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",", 7)[5].strip())
                .collect(Collectors.toSet());
    }

    @Test
    void thePictureIsCopiedAndTheSoundIsAacInStereo() throws Exception {
        TestPlayer original = playing(Swarm.CHANNEL.byId());
        TestPlayer player = playing(AAC);
        byte[] media = wholePackets(player);
        assertThat(streamsOf(wholePackets(original))).contains("h264").contains("ac3,6");
        assertThat(streamsOf(media)).contains("h264").contains("aac,2").doesNotContain("ac3");
        assertThat(Ffmpeg.warningsOf(wholePictures(media))).isEmpty();
        original.awaitMore(ENOUGH);
        Set<String> copied = pictures(media);
        assertThat(copied).hasSizeGreaterThan(50);
        assertThat(pictures(wholePackets(original))).containsAll(withoutEnds(copied, media));
    }

    /** Up to where the last picture begins, which may be cut off: its PES packet has the stream id of video. */
    private static byte[] wholePictures(byte[] media) {
        int at = media.length - PACKET;
        while ((media[at + 1] & 0x40) == 0 || !isVideo(media, at)) {
            at -= PACKET;
        }
        return Arrays.copyOf(media, at);
    }

    private static boolean isVideo(byte[] media, int packet) {
        int payload = packet + 4 + ((media[packet + 3] & 0x20) == 0 ? 0 : 1 + (media[packet + 4] & 0xFF));
        return payload + 3 < packet + PACKET
                && media[payload] == 0
                && media[payload + 1] == 0
                && media[payload + 2] == 1
                && (media[payload + 3] & 0xF0) == 0xE0;
    }

    /** The last picture of a piece may be cut off. */
    private static Set<String> withoutEnds(Set<String> pictures, byte[] media) throws Exception {
        Set<String> shorter = pictures(Arrays.copyOf(media, media.length - 40 * PACKET));
        shorter.retainAll(pictures);
        return shorter;
    }

    @Test
    void twentyViewersInTwoFormsAreOneProgramAndOneSessionOfAnEngine() throws Exception {
        List<TestPlayer> viewers = new ArrayList<>(List.of(playing(AAC)));
        for (int i = 1; i < 14; i++) {
            viewers.add(swarm.players()
                    .get(
                            swarm.proxy().address(),
                            (i % 2 == 0 ? Swarm.CHANNEL.byId() : Swarm.CHANNEL.byInfohash()) + "&profile=aac"));
        }
        for (int i = 0; i < 6; i++) {
            new HlsViewer(URI.create(swarm.proxy().url("/ace/manifest.m3u8?profile=aac&id=" + Swarm.CHANNEL.id())));
        }
        for (TestPlayer viewer : viewers) {
            viewer.awaitBytes(ENOUGH);
        }
        Map<?, ?> stream = programs.await(one -> "20".equals(String.valueOf(one.get("clients"))));
        assertThat(stream.get("profile")).isEqualTo("aac");
        assertThat(stream.get("restarts").toString()).isEqualTo("0");
        assertThat(stream.containsKey("engine")).isFalse();
        long pid = Programs.pidOf(stream);
        assertThat(ProcessHandle.of(pid)).isPresent();
        assertThat(ProcessHandle.current().children().filter(Programs::isFfmpeg))
                .hasSize(1);
        assertThat(Swarm.of(swarm.engine(0)).starts()).isEqualTo(1);
        assertThat(Swarm.of(swarm.engine(0)).readersNow()).isEqualTo(1);
    }

    @Test
    void aListOfSegmentsHasThePictureAndTheSound() throws Exception {
        HlsViewer viewer =
                new HlsViewer(URI.create(swarm.proxy().url("/ace/manifest.m3u8?profile=aac&id=" + Swarm.CHANNEL.id())));
        HlsList list = viewer.refresh(0);
        URI first = viewer.list().resolve(list.segments().get(0).address());
        byte[] segment = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(first).build(), BodyHandlers.ofByteArray())
                .body();
        assertThat(streamsOf(segment)).contains("h264").contains("aac,2");
    }

    @Test
    void aClientOfEnginesIsGivenLinksToIt() throws Exception {
        TestPlayer client = swarm.players().get(swarm.proxy().address(), AAC + "&format=json");
        client.awaitEnd();
        Map<?, ?> links = (Map<?, ?>) JsonText.object(client.text()).get("response");
        assertThat(links).as(client.text()).isNotNull();
        String path = URI.create((String) links.get("playback_url")).getPath();
        assertThat(streamsOf(wholePackets(playing(path)))).contains("aac,2");
    }

    @Test
    void aProgramThatIsKilledIsStartedAgainAndPlayersGoOnAtAKeyframe() throws Exception {
        TestPlayer player = playing(AAC);
        long pid = programs.pid();
        Programs.kill(pid);
        long next = programs.awaitOther(pid);
        player.awaitMore(ENOUGH);
        assertThat(programs.await(one -> "1".equals(String.valueOf(one.get("restarts")))))
                .isNotNull();
        assertThat(player.hasEnded()).isFalse();
        assertThat(streamsOf(wholePackets(player))).contains("h264").contains("aac,2");
        Programs.awaitGone(pid);
        assertThat(ProcessHandle.of(next)).isPresent();
        assertThat(Swarm.of(swarm.engine(0)).starts())
                .as("the original is untouched")
                .isEqualTo(1);
    }

    @Test
    void theProgramEndsAfterItsLastViewerAndTheEngineAfterIt() throws Exception {
        TestPlayer player = playing(AAC);
        long pid = programs.pid();
        player.close();
        Programs.awaitGone(pid);
        Swarm.await(swarm.engine(0), counters -> counters.sessionsNow() == 0);
        assertThat(Swarm.of(swarm.engine(0)).stopsReceived()).isEqualTo(1);
    }

    @Test
    void anOrderlyStopLeavesNoProcess() throws Exception {
        TestPlayer player = playing(AAC);
        long pid = programs.pid();
        swarm.proxy().close();
        assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void whatAProgramMakesCountsAsMediaOfNoEngine() throws Exception {
        playing(AAC);
        String scrape = text("/metrics");
        double received =
                Double.parseDouble(scrape.replaceAll("(?s).*\nacexy_media_received_bytes_total (\\S+).*", "$1"));
        String original = text("/api/v1/streams/" + Swarm.CHANNEL.id());
        assertThat(received)
                .isPositive()
                .isLessThanOrEqualTo(Double.parseDouble(original.replaceAll(".*\"bytes_in\":(\\d+).*", "$1")));
    }

    private String text(String target) throws InterruptedException {
        TestPlayer asking = swarm.players().get(swarm.proxy().address(), target);
        asking.awaitEnd();
        return asking.text();
    }
}
