package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    private static final Content CHANNEL = Content.number(1);
    private static final String OTHER = Content.number(2).id();
    private static final String GETSTREAM = "/ace/getstream?";

    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = Door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Map<String, String> startOf(String target) throws Exception {
        RawAnswer answer = door.play(target);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("video/mp2t");
        return door.total().lastStart();
    }

    private void assertRefused(String query, String reason) throws Exception {
        RawAnswer answer = door.get(GETSTREAM + query);
        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(answer.body()).as(query).contains(reason);
        assertThat(answer.header("retry-after")).as(query).isNull();
        assertThat(door.total().starts()).as(query).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "content_id"})
    void aContentIdPlaysUnderBothOfItsNames(String name) throws Exception {
        assertThat(startOf(GETSTREAM + name + "=" + CHANNEL.id()))
                .containsEntry("id", CHANNEL.id())
                .containsEntry("format", "json");
    }

    @Test
    void anInfohashPlays() throws Exception {
        assertThat(startOf(CHANNEL.byInfohash())).containsEntry("infohash", CHANNEL.infohash());
    }

    @Test
    void hexadecimalDigitsMayBeOfAnyCase() throws Exception {
        String upper = CHANNEL.id().toUpperCase(java.util.Locale.ROOT);
        assertThat(startOf(GETSTREAM + "id=" + upper)).containsEntry("id", CHANNEL.id());
    }

    @ParameterizedTest
    @CsvSource({
        "http%3A%2F%2Ftracker.test%2Fchannel.acelive%3Fa%3D1%26b%3D2, http://tracker.test/channel.acelive?a=1&b=2",
        "https://tracker.test/channel.acelive, https://tracker.test/channel.acelive",
        "http://tracker.test/a;b=c/channel.acelive, http://tracker.test/a;b=c/channel.acelive",
    })
    void theAddressOfATransportFilePlays(String escaped, String url) throws Exception {
        assertThat(startOf(GETSTREAM + "url=" + escaped)).containsEntry("url", url);
    }

    @Test
    void aMagnetLinkPlays() throws Exception {
        String link = "magnet:?xt=urn:btih:" + CHANNEL.infohash() + "&dn=Channel One";
        String escaped = "magnet%3A%3Fxt%3Durn%3Abtih%3A" + CHANNEL.infohash() + "%26dn%3DChannel%20One";
        assertThat(startOf(GETSTREAM + "magnet=" + escaped)).containsEntry("magnet", link);
    }

    @Test
    void aSlashBehindThePathMakesNoDifference() throws Exception {
        assertThat(startOf("/ace/getstream/?id=" + CHANNEL.id())).containsEntry("id", CHANNEL.id());
    }

    @Test
    void anAbsoluteUrlInTheRequestLineIsUnderstood() throws Exception {
        assertThat(startOf("http://acexy.test:8080" + CHANNEL.byId())).containsEntry("id", CHANNEL.id());
    }

    @Test
    void theSameContentGivenTwiceIsOneContent() throws Exception {
        assertThat(startOf(GETSTREAM + "id=" + CHANNEL.id() + "&content_id=" + CHANNEL.id()))
                .containsEntry("id", CHANNEL.id());
    }

    @Test
    void noContentIsRefused() throws Exception {
        assertRefused("", "one of id, content_id, infohash, url and magnet must be given");
        assertRefused("pid=1", "one of id, content_id, infohash, url and magnet must be given");
    }

    @Test
    void twoContentsAreRefused() throws Exception {
        String reason = "only one of id, content_id, infohash, url and magnet may be given";
        assertRefused("id=" + CHANNEL.id() + "&infohash=" + CHANNEL.infohash(), reason);
        assertRefused("id=" + CHANNEL.id() + "&id=" + OTHER, reason);
        assertRefused("id=" + CHANNEL.id() + "&url=http%3A%2F%2Ftracker.test%2F", reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0123456789abcdef0123456789abcdef0123456", "g123456789abcdef0123456789abcdef01234567"})
    void whatIsNotFortyHexadecimalDigitsIsRefused(String value) throws Exception {
        assertRefused("id=" + value, "'id' must be 40 hexadecimal digits");
        assertRefused("infohash=" + value, "'infohash' must be 40 hexadecimal digits");
    }

    @Test
    void addressesAndLinksOfOtherKindsAreRefused() throws Exception {
        assertRefused("url=file%3A%2F%2F%2Fetc%2Fpasswd", "'url' must be an http or https address");
        assertRefused("url=", "'url' must be 1 to 4096 characters");
        assertRefused("url=http://" + "x".repeat(4096), "'url' must be 1 to 4096 characters");
        assertRefused("magnet=http%3A%2F%2Ftracker.test%2F", "'magnet' must be a magnet link");
    }

    @ParameterizedTest
    @CsvSource({"id=%, id", "id=%4, id", "quality=%zz, quality", "_idx=%, _idx"})
    void aBrokenEscapeIsRefusedByTheNameOfItsParameter(String query, String name) throws Exception {
        assertRefused(query + "&infohash=" + CHANNEL.infohash(), "'" + name + "' has a percent sign");
    }

    /** What proxies in front, pages and people make of a URL in which nothing else can be meant. */
    @Test
    void aUrlThatWasBentOnItsWayPlays() throws Exception {
        String id = CHANNEL.id();
        for (String target : List.of(
                "//ace/getstream?id=" + id,
                "/ace//getstream?id=" + id,
                "/ace/./getstream?id=" + id,
                "/ace/getstream%3Fid%3D" + id,
                GETSTREAM + "id=acestream://" + id,
                GETSTREAM + "id=" + id + "%20",
                GETSTREAM + "id=" + id + "+",
                GETSTREAM + "id=" + id + "%0D%0A",
                GETSTREAM + "id=" + id + "%09",
                GETSTREAM + "id=" + id + "%E2%80%8B",
                GETSTREAM + "id=" + id + ".ts",
                GETSTREAM + "id=" + id + "|User-Agent=VLC",
                GETSTREAM + "pid=0&amp;id=" + id,
                GETSTREAM + "name=100%&id=" + id,
                GETSTREAM + "a=1&".repeat(65) + "id=" + id)) {
            assertThat(startOf(target)).as(target).containsEntry("id", id);
        }
        assertThat(startOf(GETSTREAM + "id=&infohash=" + CHANNEL.infohash())).doesNotContainKey("");
    }

    @Test
    void aRawSpaceAndALineFeedAloneAreRefusedByName() throws Exception {
        try (RawConnection connection = door.connect().get(CHANNEL.byId() + "&name=Das Erste")) {
            RawAnswer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("a space in the URL is written %20");
        }
        try (RawConnection connection = door.connect().send("GET " + CHANNEL.byId() + " HTTP/1.1\nHost: a\n\n")) {
            RawAnswer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("does not end with CR LF");
        }
    }

    @Test
    void aPlayersPidAndSidAreIgnored() throws Exception {
        Map<String, String> start = startOf(CHANNEL.byId() + "&pid=player-1&sid=session-1");
        assertThat(start.get("pid")).isNotBlank().isNotEqualTo("player-1");
        assertThat(start).doesNotContainKey("sid");
    }

    @Test
    void knownEngineParametersArePassedOnAndOthersAreNot() throws Exception {
        Map<String, String> start = startOf(
                CHANNEL.byId()
                        + "&transcode_audio=1&transcode_mp3=1&preferred_audio_language=en%20GB&quality=2&disable_p2p=1&foo=bar");
        assertThat(start)
                .containsEntry("transcode_audio", "1")
                .containsEntry("transcode_mp3", "1")
                .containsEntry("preferred_audio_language", "en GB")
                .containsEntry("quality", "2")
                .containsEntry("disable_p2p", "1")
                .doesNotContainKey("foo");
    }

    @Test
    void aParameterTooLongIsRefused() throws Exception {
        assertRefused("quality=" + "1".repeat(129) + "&id=" + CHANNEL.id(), "'quality' is too long");
    }

    @Test
    void theFileInsideAContentIsPassedOn() throws Exception {
        assertThat(startOf(CHANNEL.byId() + "&_idx=2")).containsEntry("_idx", "2");
    }

    @Test
    void theFirstFileNeedsNoIndex() throws Exception {
        assertThat(startOf(CHANNEL.byId() + "&_idx=0")).doesNotContainKey("_idx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "one", "", "99999999999"})
    void aWrongIndexIsRefused(String index) throws Exception {
        assertRefused("_idx=" + index + "&id=" + CHANNEL.id(), "'_idx' must");
    }
}
