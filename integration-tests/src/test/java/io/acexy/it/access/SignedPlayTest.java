package io.acexy.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has a signed address plays what it names, in every form, and nothing else. */
class SignedPlayTest {

    private static final String CHANNEL = "/ace/getstream?id=" + Swarm.CHANNEL.id();
    private static final String MANIFEST = "/ace/manifest.m3u8?id=" + Swarm.CHANNEL.id();

    private Swarm swarm;

    @BeforeEach
    void start() throws Exception {
        swarm = Swarm.at(Swarm.Rate.PICTURE)
                .with("access.sign.secret", "a-secret-that-signs")
                .with("allow.play", "")
                .start();
    }

    @AfterEach
    void stop() {
        swarm.close();
    }

    @Test
    void itPlaysWhatItNamesInEveryFormAndGoesOn() throws Exception {
        assertThat(get(CHANNEL).awaitStatus()).isEqualTo(403);
        TestPlayer media = get(signed(CHANNEL));
        media.awaitBytes(10_000);
        TestPlayer status = get("/api/v1/players");
        assertThat(text(status)).contains("signed:alice");

        String list = "/ace/" + lastLine(text(get(signed(MANIFEST))));
        assertThat(get(list).awaitStatus()).isEqualTo(200);
        TestPlayer guest = get(link(text(get(signed(CHANNEL) + "&format=json"))));
        guest.awaitBytes(10_000);
        assertThat(get(signed(CHANNEL).replace("getstream", "manifest.m3u8")).awaitStatus())
                .isEqualTo(401);
        media.awaitMore(50_000);
    }

    private String signed(String url) throws InterruptedException {
        String wish =
                "/api/v1/signed-urls?expires=1h&holder=alice&url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
        TestPlayer answer =
                swarm.players().request(swarm.proxy().address(), HttpVersion.HTTP_1_1, HttpMethod.POST, wish, Map.of());
        return found(text(answer), "\"url\" *: *\"https?://[^/]+(/[^\"]*)\"");
    }

    private TestPlayer get(String target) {
        return swarm.players().get(swarm.proxy().address(), target);
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
        return found(json, "\"playback_url\" *: *\"https?://[^/]+(/[^\"]*)\"");
    }

    private static String found(String json, String what) {
        Matcher url = Pattern.compile(what).matcher(json.replace("\\/", "/"));
        assertThat(url.find()).as(json).isTrue();
        return url.group(1);
    }
}
