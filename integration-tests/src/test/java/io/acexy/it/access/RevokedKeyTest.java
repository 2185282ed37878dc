package io.acexy.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come and go while people watch. */
class RevokedKeyTest {

    private static final String CHANNEL = "/ace/getstream?id=" + Swarm.CHANNEL.id();
    private static final String MANIFEST = "/ace/manifest.m3u8?id=" + Swarm.CHANNEL.id();
    private static final String ALICE = "/k/alices-own-key";

    @TempDir
    private Path folder;

    private Swarm swarm;

    @BeforeEach
    void start() throws Exception {
        keys("alice=alices-own-key\nbob=bobs-own-key\n");
        swarm = Swarm.at(Swarm.Rate.PICTURE)
                .with("access.keys.file", file().toString())
                .with("allow.play", "")
                .start();
    }

    @AfterEach
    void stop() {
        swarm.close();
    }

    @Test
    void whoHasLostHisKeyIsSentAwayInEveryFormAndNobodyElseIs() throws Exception {
        assertThat(get(CHANNEL).awaitStatus()).isEqualTo(401);
        TestPlayer bob = playing(asBob(CHANNEL));
        TestPlayer alice = playing(get(ALICE + CHANNEL));
        String list = "/ace/" + lastLine(text(get(ALICE + MANIFEST)));
        assertThat(get(list).awaitStatus()).isEqualTo(200);
        TestPlayer guest = playing(get(link(text(get(ALICE + CHANNEL + "&format=json")))));
        String unused = link(text(get(ALICE + CHANNEL + "&format=json")));

        keys("bob=bobs-own-key\n");

        alice.awaitEnd();
        guest.awaitEnd();
        assertThat(get(list).awaitStatus()).isNotEqualTo(200);
        assertThat(get(unused).awaitStatus()).isNotEqualTo(200);
        assertThat(get(ALICE + CHANNEL).awaitStatus()).isEqualTo(401);
        bob.awaitMore(50_000);
    }

    private TestPlayer get(String target) {
        return swarm.players().get(swarm.proxy().address(), target);
    }

    private TestPlayer asBob(String target) {
        return swarm.players()
                .request(
                        swarm.proxy().address(),
                        HttpVersion.HTTP_1_1,
                        HttpMethod.GET,
                        target,
                        Map.of("Authorization", "Bearer bobs-own-key"));
    }

    private static TestPlayer playing(TestPlayer player) throws InterruptedException {
        player.awaitBytes(10_000);
        return player;
    }

    private static String text(TestPlayer player) throws InterruptedException {
        assertThat(player.awaitStatus()).isEqualTo(200);
        player.awaitEnd();
        return player.text();
    }

    private static String lastLine(String text) {
        return text.substring(text.stripTrailing().lastIndexOf('\n') + 1).strip();
    }

    private static String link(String json) {
        Matcher url = Pattern.compile("\"playback_url\" *: *\"https?://[^/]+(/[^\"]*)\"")
                .matcher(json.replace("\\/", "/"));
        assertThat(url.find()).as(json).isTrue();
        return url.group(1);
    }

    private void keys(String lines) throws Exception {
        Path next = Files.writeString(folder.resolve("next"), lines);
        Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file() {
        return folder.resolve("keys");
    }
}
