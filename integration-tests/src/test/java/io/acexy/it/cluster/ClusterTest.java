package io.acexy.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.TestPlayer;
import io.acexy.testkit.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every content is asked for in every way in which players ask. {@code -Dacexy.test.contents=300} has as many; the hashes of the
 * numbered contents are what they are, so that each number always gives the same shares.
 */
class ClusterTest {

    private static final List<Content> CONTENTS = Cluster.contents(Integer.getInteger("acexy.test.contents", 24));

    private static final int SOME = 2_000;

    /** Who is asked for before those are waited for: more contents take longer, and not each longer to start. */
    private static final int AT_ONCE = 25;

    @TempDir
    Path folder;

    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(folder);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** Half of them by one name first, the other half by the other. */
    private List<TestPlayer> everyWish() throws InterruptedException {
        List<TestPlayer> wishes = new ArrayList<>();
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < CONTENTS.size(); i++) {
                Content content = CONTENTS.get(i);
                wishes.add(cluster.watch(i % 2 == turn ? content.byId() : byInfohash(content)));
                if (i % AT_ONCE == 0) {
                    assertPlay(wishes);
                }
            }
            assertPlay(wishes);
        }
        for (Content content : CONTENTS) {
            TestPlayer links = cluster.ask(content.byId() + "&format=json");
            readList(cluster.read("/ace/manifest.m3u8?infohash=" + content.infohash()));
            String said = text(links);
            wishes.add(cluster.watch(path(said, "playback_url")));
            assertThat(cluster.read(path(said, "stat_url"))).contains("\"status\":\"dl\"");
        }
        assertPlay(wishes);
        return wishes;
    }

    /** As some people paste it. */
    private static String byInfohash(Content content) {
        return "/ace/getstream?infohash=" + content.infohash().toUpperCase(Locale.ROOT);
    }

    private static String text(TestPlayer asker) throws InterruptedException {
        asker.awaitEnd();
        return asker.text();
    }

    private static void assertPlay(List<TestPlayer> players) throws InterruptedException {
        for (TestPlayer player : players) {
            assertThat(player.awaitStatus()).as(player::text).isEqualTo(200);
            player.awaitBytes(SOME);
        }
    }

    private static String path(String said, String name) {
        Matcher url =
                Pattern.compile("\"" + name + "\":\"http://[^/]+(/[^\"]+)\"").matcher(said);
        assertThat(url.find()).as(said).isTrue();
        return url.group(1);
    }

    /** What a player of HLS reads next, and where he goes on. */
    private void readList(String index) throws InterruptedException {
        Matcher list = Pattern.compile("(?m)^hls/\\S+$").matcher(index);
        assertThat(list.find()).as(index).isTrue();
        assertThat(cluster.read("/ace/" + list.group())).startsWith("#EXTM3U");
    }

    private static List<TestPlayer> streaming(List<TestPlayer> players) {
        return players.stream().filter(player -> !player.hasEnded()).toList();
    }

    @Test
    void aContentIsOnOneEngineHoweverItIsAskedForWhoeverDiesAndComesBack() throws Exception {
        List<TestPlayer> playing = streaming(everyWish());
        cluster.awaitOneSessionEach(CONTENTS);
        assertThat(cluster.edges())
                .as("contents whose two names lead to two proxies")
                .isPositive();

        int there = cluster.playersAt(1);
        assertThat((double) there / playing.size()).as("about a third").isBetween(0.2, 1.0 / 3 + 0.05);
        cluster.end(1);
        List<TestPlayer> stayed =
                Patience.until(() -> streaming(playing), those -> those.size() <= playing.size() - there);
        for (TestPlayer player : stayed) {
            player.awaitMore(SOME);
        }
        assertThat(playing.size() - streaming(playing).size())
                .as("nobody ends but who was there")
                .isEqualTo(there);

        watchAll();
        cluster.awaitOneSessionEach(CONTENTS);

        cluster.bringBack(1);
        watchAll();
        cluster.awaitOneSessionEach(CONTENTS);
        assertThat(streaming(stayed)).as("nobody is moved back").isEqualTo(stayed);
        assertThat(cluster.playersAt(1)).as("the third that is its own").isPositive();
    }

    /** One more player for each content. */
    private void watchAll() throws InterruptedException {
        List<TestPlayer> more = new ArrayList<>();
        for (Content content : CONTENTS) {
            more.add(cluster.watch(content.byId()));
            if (more.size() % AT_ONCE == 0) {
                assertPlay(more);
            }
        }
        assertPlay(more);
    }
}
