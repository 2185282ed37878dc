package io.acexy.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.config.ChannelsConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Site;
import io.acexy.server.net.Network;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChannelDeskTest {

    private static final String ONE = "#EXTM3U\n#EXTINF:-1,One\n" + "a".repeat(40) + "\n";
    private static final String TWO = ONE + "#EXTINF:-1,Two\n" + "b".repeat(40) + "\n";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path data;

    private final Bugs bugs = new Bugs();
    private Network network;
    private Fetcher fetcher;
    private Site site;

    @BeforeEach
    void open() throws IOException {
        network = Network.open(ProxyConfig.of(Map.of("event.loops", "1")).network(), "desk-test");
        fetcher = new Fetcher(network, "acexy-test", bugs);
        site = new Site();
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        network.close(100);
        site.close();
        assertThat(bugs.count()).isZero();
    }

    private ChannelDesk desk(Path folder, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("playlist", site.url("/list")));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        ChannelsConfig config = ProxyConfig.of(all).television().channels();
        return new ChannelDesk(config, folder, fetcher, () -> NOON, bugs);
    }

    private static ChannelsConfig config(String name, String value, String other, String its) {
        return ProxyConfig.of(Map.of(name, value, other, its)).television().channels();
    }

    private static int count(ChannelDesk desk) {
        return desk.now().channels().size();
    }

    @Test
    void aListThatBreaksLeavesItsLastGoodCopyInForce() {
        ChannelDesk desk = desk(data);
        site.on("/list", Site.ok(ONE));
        desk.round(NOON);
        assertThat(count(desk)).isEqualTo(1);
        Lineup before = desk.now();

        site.on("/list", Site.ok("<html>Down for maintenance"));
        Instant later = NOON.plus(Duration.ofHours(1));
        desk.round(later);
        desk.round(later.plusSeconds(60));
        assertThat(desk.now()).isSameAs(before);
        assertThat(desk.sources())
                .containsExactly(new SourceView(
                        site.url("/list"), 1, Optional.of(NOON), Optional.of(later), "it is a page of HTML"));

        site.on("/list", Site.ok(TWO));
        desk.round(later.plusSeconds(120));
        assertThat(count(desk)).isEqualTo(2);
        assertThat(desk.sources().get(0).broken()).isEmpty();
    }

    @Test
    void anotherProcessBeginsWithTheCopyOfTheLast() {
        site.on("/list", Site.ok(TWO, "ETag: \"1\""));
        desk(data).round(NOON);
        site.on("/list", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
        ChannelDesk next = desk(data);
        next.round(NOON.plusSeconds(5));
        assertThat(count(next)).isEqualTo(2);
        assertThat(next.sources().get(0).good()).contains(NOON);
        assertThat(next.sources().get(0).reason()).isEqualTo("it answers 500");
        assertThat(site.heads().get(1)).contains("if-none-match: \"1\"");
    }

    @Test
    void aListIsAskedForWhenItIsTimeAndByWhatIsKnownOfIt() {
        ChannelDesk desk = desk(data, "playlist.refresh", "10m");
        site.on("/list", Site.ok(ONE, "ETag: \"1\""));
        desk.round(NOON);
        desk.round(NOON.plusSeconds(599));
        assertThat(site.heads()).hasSize(1);
        site.on("/list", "HTTP/1.1 304 Not Modified\r\n\r\n");
        Lineup before = desk.now();
        desk.round(NOON.plusSeconds(600));
        assertThat(site.heads().get(1)).contains("if-none-match: \"1\"");
        assertThat(desk.now()).isSameAs(before);
        assertThat(desk.sources().get(0).good()).contains(NOON.plusSeconds(600));
    }

    @Test
    void otherListsAndChoicesHoldWithTheNextLook() throws IOException {
        ChannelDesk desk = desk(data);
        site.on("/list", Site.ok(TWO));
        site.on("/other", Site.ok(ONE.replace("One", "Three").replace('a', 'c')));
        desk.round(NOON);

        desk.take(config("playlist", site.url("/list") + "," + site.url("/other"), "channels.names", "T*"));
        assertThat(count(desk)).isEqualTo(2);
        desk.round(NOON.plusSeconds(1));
        assertThat(desk.now().channels()).extracting(Channel::name).containsExactly("Two", "Three");
        assertThat(site.heads()).as("what was had is not asked for again").hasSize(2);

        Path file = Files.writeString(data.resolve("hand"), "[four]\nname = Four\ncontent = " + "d".repeat(40) + "\n");
        desk.take(config("playlist", "", "channels.file", file.toString()));
        desk.round(NOON.plusSeconds(2));
        assertThat(desk.sources()).extracting(SourceView::source).containsExactly(file.toString());
        assertThat(desk.now().channels()).extracting(Channel::name).containsExactly("Four");
    }

    @Test
    void whereNothingCanBeWrittenMemoryServes() throws IOException {
        Path file = Files.writeString(data.resolve("a-file"), "");
        ChannelDesk desk = desk(file.resolve("below"));
        site.on("/list", Site.ok(ONE));
        desk.round(NOON);
        site.on("/list", Site.ok("nothing that is a list\n".repeat(0)));
        desk.round(NOON.plus(Duration.ofHours(2)));
        assertThat(count(desk)).isEqualTo(1);
        assertThat(desk.sources().get(0).reason()).isEqualTo("there is no entry in it");
    }

    @Test
    void idsAndNumbersSurviveAnotherProcess() {
        site.on("/list", Site.ok(TWO));
        desk(data).round(NOON);
        site.on("/list", Site.ok("#EXTINF:-1,Uno\n" + "b".repeat(40) + "\n#EXTINF:-1,One\n" + "c".repeat(40) + "\n"));
        ChannelDesk next = desk(data);
        next.round(NOON.plusSeconds(5));
        assertThat(next.now().channels().stream().map(channel -> channel.id() + channel.number() + channel.name()))
                .containsExactly("two2Uno", "one1One");
    }

    @Test
    void theFileOfChannelsIsReadAgainWhenItChangesAndRefusedAsAWhole() throws IOException {
        Path file = Files.writeString(data.resolve("hand"), "[mine]\ncontent = " + "d".repeat(40) + "\n");
        site.on("/list", Site.ok(ONE));
        ChannelDesk desk = desk(data, "channels.file", file.toString());
        desk.round(NOON);
        assertThat(desk.now().byId("mine")).isPresent();
        Files.writeString(file, "[mine]\ncontent = " + "d".repeat(40) + "\n[other]\ncontent = nonsense\n");
        desk.round(NOON.plusSeconds(10));
        assertThat(desk.now().byId("mine")).isPresent();
        assertThat(desk.sources().get(0).reason())
                .isEqualTo("channel other: 'nonsense' is no content: 40 digits, acestream:// or an engine's URL");
    }

    @Test
    void channelsThatAreHiddenAreLeftOutOfWhatIsListedUntilTheyAreNot() {
        String list = "#EXTM3U\n#EXTINF:-1 tvg-id=\"a\",A\n" + "1".repeat(40)
                + "\n#EXTINF:-1,Radio\nhttp://radio.example/\n#EXTINF:-1 tvg-id=\"b\",B\n#EXTVLCOPT:x\n"
                + "2".repeat(40)
                + "\n#EXTINF:-1 tvg-id=\"c\",C\n" + "3".repeat(40) + "\n";
        site.on("/list", Site.ok(list));
        ChannelDesk desk = desk(data);
        desk.round(NOON);
        String whole = listed(desk);
        Set<String> hidden = new HashSet<>(Set.of("b"));
        desk.hide(all -> Set.copyOf(hidden));
        assertThat(listed(desk))
                .isEqualTo(
                        whole.replace("#EXTINF:-1 tvg-chno=\"2\" tvg-id=\"b\",B\n#EXTVLCOPT:x\nH/channel/b.ts\n", ""))
                .isNotEqualTo(whole);
        assertThat(ids(desk)).containsExactly("a", "c");
        assertThat(ids(desk.all())).containsExactly("a", "b", "c");
        Lineup before = desk.now();
        desk.hideAnew();
        assertThat(desk.now()).isSameAs(before);

        hidden.add("a");
        desk.hideAnew();
        assertThat(ids(desk)).containsExactly("c");
        hidden.clear();
        desk.hideAnew();
        assertThat(listed(desk)).isEqualTo(whole);
        assertThat(desk.now()).isSameAs(desk.all().now());
    }

    private static List<String> ids(Lineups lineups) {
        return lineups.now().channels().stream().map(Channel::id).toList();
    }

    private static String listed(ChannelDesk desk) {
        ByteBuf list = desk.state().listing().render(UnpooledByteBufAllocator.DEFAULT, "H", ".ts", false);
        try {
            return list.toString(StandardCharsets.UTF_8);
        } finally {
            list.release();
        }
    }
}
