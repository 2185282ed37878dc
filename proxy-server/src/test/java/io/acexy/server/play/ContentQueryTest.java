package io.acexy.server.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Query;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentQueryTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "f123456789abcdef0123456789abcdef01234567";

    private static Query query(String name, String... values) {
        return query(Map.of(name, List.of(values)));
    }

    private static Query query(Map<String, List<String>> parameters) {
        return new Query(parameters, Set.of());
    }

    private static void assertRefused(Map<String, List<String>> parameters, String reason) {
        assertThatThrownBy(() -> ContentQuery.content(query(parameters)))
                .isInstanceOf(BadRequestException.class)
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
        assertThat(ContentQuery.content(query(name, value))).isEqualTo(new ContentId(kind, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acestream://" + HASH,
                "ACESTREAM://" + HASH,
                "acestream:" + HASH,
                "acestream:?content_id=" + HASH,
                "/" + HASH,
                "  " + HASH + " ",
                HASH + "\r\n",
                HASH + "\t",
                HASH + "\u200B",
                "\uFEFF" + HASH,
                HASH + "\u00A0",
                "<" + HASH + ">",
                "\"" + HASH + "\"",
                HASH + "/",
                HASH + ".ts",
                HASH + ".m3u8",
                HASH + "|User-Agent=VLC",
                HASH + "|User-Agent=VLC&Referer=http://a.test/",
                HASH + "?pid=1",
                HASH + "," + HASH,
                "http://127.0.0.1:6878/ace/getstream?id=" + HASH,
            })
    void anIdIsFoundInWhatCanMeanNothingElse(String pasted) {
        ContentId wanted = new ContentId(ContentId.Kind.CONTENT_ID, HASH);
        assertThat(ContentQuery.content(query("id", pasted))).isEqualTo(wanted);
        assertThat(ContentQuery.content(query("id", pasted.toUpperCase(Locale.ROOT))))
                .isEqualTo(wanted);
        assertThat(ContentQuery.content(query("infohash", pasted)).value()).isEqualTo(HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "id, magnet:?xt=urn:btih:" + HASH + "&dn=x",
        "id, acestream:?infohash=" + HASH,
        "url, acestream:?infohash=" + HASH,
    })
    void whatSaysThatItIsAnInfohashIsOne(String name, String pasted) {
        assertThat(ContentQuery.content(query(name, pasted))).isEqualTo(new ContentId(ContentId.Kind.INFOHASH, HASH));
    }

    @Test
    void anAcestreamLinkForAnAddressIsAnId() {
        assertThat(ContentQuery.content(query("url", "acestream://" + HASH)))
                .isEqualTo(new ContentId(ContentId.Kind.CONTENT_ID, HASH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef0123456",
                "0123456789abcdef0123456789abcdef012345678",
                "g123456789abcdef0123456789abcdef01234567",
                HASH + "x",
                "x" + HASH,
                HASH + OTHER,
                HASH + "," + OTHER,
                "acestream://",
            })
    void whatCouldMeanSomethingElseIsRefused(String pasted) {
        assertRefused(Map.of("id", List.of(pasted)), "'id' must be 40 hexadecimal digits");
        assertRefused(Map.of("infohash", List.of(pasted)), "'infohash' must be 40 hexadecimal digits");
    }

    @Test
    void anUnfilledFieldIsNoContent() {
        assertThat(ContentQuery.content(query(Map.of("id", List.of("", " "), "infohash", List.of(HASH))))
                        .kind())
                .isEqualTo(ContentId.Kind.INFOHASH);
        assertRefused(Map.of("id", List.of("")), "'id' must be 40 hexadecimal digits");
        assertRefused(Map.of("url", List.of("")), "'url' must be 1 to 4096 characters");
    }

    @Test
    void theFileInsideAContentIsRead() {
        Query query = query(Map.of("id", List.of(HASH), "_idx", List.of("3", "4")));
        assertThat(ContentQuery.content(query).file()).isEqualTo(3);
    }

    @Test
    void theSameContentMayBeGivenAgain() {
        Query query = query(Map.of("id", List.of(HASH, HASH.toUpperCase(Locale.ROOT)), "content_id", List.of(HASH)));
        assertThat(ContentQuery.content(query).value()).isEqualTo(HASH);
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

    @Test
    void aParameterThatCannotBeDecodedIsNamedOnlyWhereItIsNeeded() {
        Query foreign = new Query(Map.of("id", List.of(HASH)), Set.of("name", "%zz"));
        assertThat(ContentQuery.content(foreign).value()).isEqualTo(HASH);
        assertThat(ContentQuery.options(foreign)).isEmpty();
        Query own = new Query(Map.of(), Set.of("id", "quality"));
        assertThatThrownBy(() -> ContentQuery.content(own)).hasMessageStartingWith("'id' has a percent sign");
        assertThatThrownBy(() -> ContentQuery.options(own)).hasMessageStartingWith("'quality' has a percent sign");
        assertThat(ContentQuery.namesContent(own)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "1.5", "-1", "4294967296"})
    void anIndexThatIsNoneIsRefused(String index) {
        assertRefused(Map.of("id", List.of(HASH), "_idx", List.of(index)), "'_idx' must");
    }

    @Test
    void onlyWhatShapesMediaIsPassedOn() {
        Query query = query(Map.of(
                "id", List.of(HASH),
                "pid", List.of("1"),
                "sid", List.of("2"),
                "format", List.of("raw"),
                "method", List.of("stop"),
                "quality", List.of("3", "4"),
                "transcode_audio", List.of("1")));
        assertThat(ContentQuery.options(query)).isEqualTo(Map.of("quality", "3", "transcode_audio", "1"));
    }

    @Test
    void anOptionHasABound() {
        assertThat(ContentQuery.options(query("quality", "1".repeat(128)))).hasSize(1);
        assertThatThrownBy(() -> ContentQuery.options(query("quality", "1".repeat(129))))
                .hasMessage("'quality' is too long");
    }

    @Test
    void anEnginesJsonIsWantedOnlyWhereItIsNamed() {
        assertThat(ContentQuery.wantsLinks(query("format", "json"))).isTrue();
        assertThat(ContentQuery.wantsLinks(query("format", "ts"))).isFalse();
        assertThat(ContentQuery.wantsLinks(query(Map.of()))).isFalse();
    }
}
