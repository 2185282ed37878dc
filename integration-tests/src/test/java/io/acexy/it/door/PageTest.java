package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"");

    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = Door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void thePageIsAtTheRootAndAllThatItNamesIsThere() throws Exception {
        RawAnswer page = door.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        Matcher references = REFERENCE.matcher(page.body());
        assertThat(references.results().map(found -> found.group(1)).distinct())
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(door.get("/" + name).status()).as(name).isEqualTo(200));
    }

    @Test
    void nothingInlineNothingFromElsewhereAndNobodysFrameIsAllowed() throws Exception {
        for (String path : List.of("/", "/page/app.js", "/page/vendor/mpegts.js")) {
            RawAnswer answer = door.get(path);
            assertThat(answer.header("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .contains("media-src 'self' blob:")
                    .doesNotContain("unsafe");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        }
    }

    @Test
    void whoHasAFileAlreadyIsNotSentItAgain() throws Exception {
        String tag = door.get("/page/vendor/mpegts.js", "Accept-Encoding: gzip").header("etag");
        RawAnswer again = door.get("/page/vendor/mpegts.js", "Accept-Encoding: gzip", "If-None-Match: " + tag);
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void aPackedFileIsUnpackedForWhoTakesNone() throws Exception {
        RawAnswer plain = door.get("/page/vendor/uPlot.iife.min.js");
        assertThat(plain.header("content-encoding")).isNull();
        assertThat(plain.body()).contains("uPlot");
    }

    @Test
    void onlyTheDemoHasAnythingToBreak() throws Exception {
        assertThat(JsonText.object(door.get("/page/about.json").body())).containsEntry("demo", false);
        assertThat(door.ask("POST", "/demo/kill").status()).isEqualTo(404);
    }
}
