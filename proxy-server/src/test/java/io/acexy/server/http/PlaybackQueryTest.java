package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.core.engine.ContentId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackQueryTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "f123456789abcdef0123456789abcdef01234567";

    private static void assertRefused(Map<String, List<String>> parameters, String reason) {
        assertThatThrownBy(() -> PlaybackQuery.content(parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "id, CONTENT_ID, " + HASH,
        "content_id, CONTENT_ID, " + HASH,
        "infohash, INFOHASH, " + HASH,
        "url, URL, http://tracker.test/a.acelive",
        "magnet, MAGNET, magnet:?xt=urn:btih:" + HASH,
    })
    void eachNameOfAContentIsRead(String name, ContentId.Kind kind, String value) {
        assertThat(PlaybackQuery.content(Map.of(name, List.of(value)))).isEqualTo(new ContentId(kind, value));
    }

    @Test
    void theFileInsideAContentIsRead() {
        Map<String, List<String>> parameters = Map.of("id", List.of(HASH), "_idx", List.of("3", "4"));
        assertThat(PlaybackQuery.content(parameters).file()).isEqualTo(3);
    }

    @Test
    void theSameContentMayBeGivenAgain() {
        Map<String, List<String>> parameters =
                Map.of("id", List.of(HASH, HASH.toUpperCase(java.util.Locale.ROOT)), "content_id", List.of(HASH));
        assertThat(PlaybackQuery.content(parameters).value()).isEqualTo(HASH);
    }

    @Test
    void twoContentsAreOneTooMany() {
        assertRefused(Map.of("id", List.of(HASH, OTHER)), "only one of");
        assertRefused(Map.of("id", List.of(HASH), "content_id", List.of(OTHER)), "only one of");
        assertRefused(Map.of("id", List.of(HASH), "infohash", List.of(HASH)), "only one of");
    }

    @Test
    void oneContentMustBeGiven() {
        assertRefused(Map.of(), "must be given");
        assertRefused(Map.of("ID", List.of(HASH), "pid", List.of(HASH)), "must be given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "1.5", "-1", "4294967296"})
    void anIndexThatIsNoneIsRefused(String index) {
        assertRefused(Map.of("id", List.of(HASH), "_idx", List.of(index)), "'_idx' must");
    }

    @Test
    void onlyWhatShapesMediaIsPassedOn() {
        Map<String, List<String>> parameters = Map.of(
                "id", List.of(HASH),
                "pid", List.of("1"),
                "sid", List.of("2"),
                "format", List.of("raw"),
                "method", List.of("stop"),
                "quality", List.of("3", "4"),
                "transcode_audio", List.of("1"));
        assertThat(PlaybackQuery.options(parameters)).isEqualTo(Map.of("quality", "3", "transcode_audio", "1"));
    }

    @Test
    void anOptionHasABound() {
        assertThat(PlaybackQuery.options(Map.of("quality", List.of("1".repeat(128)))))
                .hasSize(1);
        assertThatThrownBy(() -> PlaybackQuery.options(Map.of("quality", List.of("1".repeat(129)))))
                .hasMessage("'quality' is too long");
    }

    @Test
    void anEnginesJsonIsWantedOnlyWhereItIsNamed() {
        assertThat(PlaybackQuery.wantsLinks(Map.of("format", List.of("json")))).isTrue();
        assertThat(PlaybackQuery.wantsLinks(Map.of("format", List.of("ts")))).isFalse();
        assertThat(PlaybackQuery.wantsLinks(Map.of())).isFalse();
    }
}
