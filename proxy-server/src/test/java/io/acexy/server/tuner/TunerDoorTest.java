package io.acexy.server.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.channels.Lineup;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunerDoorTest {

    private static final Request.Form TEXT = new Request.Form(true, true, false, false);

    private final Television tv = new Television("News HD", "Sports & <more>", "Films \"late\"");

    @Test
    void saysWhatItIsInTheWordsAndTheOrderOfADevice() {
        assertThat(tv.body("/discover.json"))
                .isEqualTo(
                        "{\"FriendlyName\":\"Loft\",\"ModelNumber\":\"HDHR5-4DT\",\"FirmwareName\":\"hdhomerun5_dvbt\","
                                + "\"FirmwareVersion\":\"20250815\",\"DeviceID\":\"1038A145\",\"DeviceAuth\":\"acexy1038a145\","
                                + "\"BaseURL\":\"http://tv.lan:8080\",\"LineupURL\":\"http://tv.lan:8080/lineup.json\","
                                + "\"TunerCount\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/discover.json", "/lineup.json", "/lineup_status.json", "/status.json"})
    void speaksWithTheHeadersOfADevice(String path) {
        assertThat(tv.get(path).toLowerCase(java.util.Locale.ROOT))
                .startsWith("http/1.1 200 ")
                .contains("server: hdhomerun/1.0\r\n")
                .contains("content-type: application/json; charset=\"utf-8\"\r\n")
                .contains("cache-control: no-cache\r\n")
                .contains("access-control-allow-origin: *\r\n");
    }

    @Test
    void listsItsChannelsAsADeviceDoes() {
        assertThat(tv.body("/lineup.json"))
                .startsWith("[{\"GuideNumber\":\"1\",\"GuideName\":\"News HD\",\"VideoCodec\":\"H264\","
                        + "\"AudioCodec\":\"AAC\",\"HD\":1,\"URL\":\"http://tv.lan:8080/auto/v1\"},"
                        + "{\"GuideNumber\":\"2\",\"GuideName\":\"Sports & <more>\",\"VideoCodec\":\"H264\","
                        + "\"AudioCodec\":\"AAC\",\"URL\":\"http://tv.lan:8080/auto/v2\"},");
        assertThat(tv.body("/lineup.xml"))
                .contains("<Lineup><Program><GuideNumber>1</GuideNumber><GuideName>News HD</GuideName>")
                .contains("<GuideName>Sports &amp; &lt;more&gt;</GuideName>")
                .contains("<URL>http://tv.lan:8080/auto/v2</URL></Program>");
        assertThat(tv.body("/lineup.m3u"))
                .contains("#EXTINF:-1 channel-id=\"3\" channel-number=\"3\" tvg-name=\"Films 'late'\",3 Films \"late\"")
                .endsWith("http://tv.lan:8080/auto/v3\n");
    }

    @Test
    void twoWhoFindItByDifferentNamesNeverGetEachOthersList() {
        assertThat(tv.ask("GET", "http://one.lan/lineup.json")).contains("http://one.lan/auto/v1");
        assertThat(tv.ask("GET", "http://two.lan/lineup.json"))
                .contains("http://two.lan/auto/v1")
                .doesNotContain("one.lan");
        assertThat(tv.ask("GET", "http://one.lan/lineup.json"))
                .contains("http://one.lan/auto/v1")
                .doesNotContain("two.lan");
    }

    @Test
    void listsTheChannelsOfThisMoment() {
        tv.get("/lineup.json");
        tv.lineup = new Lineup(List.of(Television.channel("7.1", "New")));
        assertThat(tv.body("/lineup.json")).contains("\"GuideNumber\":\"7.1\"").doesNotContain("News HD");
    }

    @Test
    void saysOfWhatAChannelIsMadeFromTheMomentThatItIsKnown() {
        assertThat(tv.body("/lineup.json")).contains("\"VideoCodec\":\"H264\"").doesNotContain("HEVC");
        tv.codecs = Map.of("channel-2", new Codecs("HEVC", "AC3", true));
        assertThat(tv.body("/lineup.json"))
                .contains("\"GuideName\":\"Sports & <more>\",\"VideoCodec\":\"HEVC\",\"AudioCodec\":\"AC3\",\"HD\":1,")
                .contains("\"GuideName\":\"News HD\",\"VideoCodec\":\"H264\",\"AudioCodec\":\"AAC\",\"HD\":1,");
    }

    @Test
    void aChannelThatIsLeftOutOfTheLineupIsPlayedByItsNumberAllTheSame() {
        tv.listed = new Lineup(List.of(Television.channel("1", "News HD")));
        assertThat(tv.body("/lineup.json"))
                .contains("\"GuideNumber\":\"1\"")
                .doesNotContain("Sports")
                .doesNotContain("\"GuideNumber\":\"2\"");
        assertThat(tv.body("/lineup.m3u")).doesNotContain("Sports");
        assertThat(tv.get("/auto/v2")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void hasAChannelThatStandsInWhereThereAreNone() {
        tv.lineup = Lineup.EMPTY;
        assertThat(tv.body("/lineup.json")).contains("\"GuideNumber\":\"1\",\"GuideName\":\"No channels yet\"");
        assertThat(tv.get("/auto/v1")).contains("X-HDHomeRun-Error: 801 Unknown Channel");
    }

    @Test
    void takesTheOrderToScanAndHasDoneSoAtOnce() {
        assertThat(tv.ask("POST", "/lineup.post?scan=start&source=Cable", "Content-Length: 0\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(tv.body("/lineup_status.json"))
                .isEqualTo("{\"ScanInProgress\":0,\"ScanPossible\":1,\"Source\":\"Cable\",\"SourceList\":[\"Cable\"]}");
    }

    @Test
    void describesItselfAsADeviceOfTheNetwork() {
        assertThat(tv.body("/device.xml"))
                .contains("<URLBase>http://tv.lan:8080</URLBase>")
                .contains("<friendlyName>Loft</friendlyName>")
                .contains("<serialNumber>1038A145</serialNumber>");
    }

    @Test
    void playsAChannelByItsNumberAndSaysWhichTunerHasIt() {
        assertThat(tv.get("/auto/v2")).startsWith("HTTP/1.1 200 ").contains("content-type: video/mp2t");
        assertThat(tv.played).containsExactly("2");
        assertThat(tv.body("/status.json"))
                .isEqualTo("[{\"Resource\":\"tuner0\",\"VctNumber\":\"2\",\"VctName\":\"Sports & <more>\","
                        + "\"SignalStrengthPercent\":100,\"SignalQualityPercent\":100,\"SymbolQualityPercent\":100},"
                        + "{\"Resource\":\"tuner1\"}]");
    }

    @Test
    void whoLooksBeforeHePlaysStartsNothing() {
        assertThat(tv.ask("HEAD", "/auto/v2")).startsWith("HTTP/1.1 200 ");
        assertThat(tv.ask("HEAD", "/auto/v9")).startsWith("HTTP/1.1 404 ");
        assertThat(tv.played).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auto/v9", "/auto/2", "/auto/ch500000000-1", "/tuner1/v9"})
    void doesNotKnowWhatIsNotInTheLineup(String path) {
        assertThat(tv.get(path)).startsWith("HTTP/1.1 404 ").contains("X-HDHomeRun-Error: 801 Unknown Channel\r\n");
    }

    @Test
    void transcodesNothing() {
        assertThat(tv.get("/auto/v1?transcode=heavy"))
                .startsWith("HTTP/1.1 404 ")
                .contains("X-HDHomeRun-Error: 802 Unknown Transcode Profile\r\n");
        assertThat(tv.get("/auto/v1?transcode=none")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void endsWhenItIsTold() {
        tv.get("/auto/v1?duration=90");
        assertThat(tv.time).contains(Duration.ofSeconds(90));
        assertThat(tv.get("/auto/v1?duration=soon")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void viewersWhoJoinUseNoTuner() {
        for (int viewer = 0; viewer < 5; viewer++) {
            assertThat(tv.get("/auto/v1")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(tv.get("/auto/v2"))
                .as("the second channel has the second tuner")
                .startsWith("HTTP/1.1 200 ");
        assertThat(tv.get("/auto/v3"))
                .startsWith("HTTP/1.1 503 ")
                .contains("X-HDHomeRun-Error: 805 All Tuners In Use\r\n");
        assertThat(tv.get("/auto/v2")).as("joins all the same").startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whatSomebodyElseWatchesAlreadyUsesNoTunerEither() {
        tv.get("/auto/v1");
        tv.get("/auto/v2");
        tv.running.add("3");
        assertThat(tv.get("/auto/v3")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aTunerIsFreeWhenTheLastViewerOfItsChannelHasGone() {
        tv.get("/auto/v1");
        tv.get("/auto/v1");
        tv.get("/auto/v2");
        tv.leaving.get(0).run();
        tv.leaving.get(0).run();
        assertThat(tv.get("/auto/v3")).as("one still watches the first").startsWith("HTTP/1.1 503 ");
        tv.leaving.get(1).run();
        assertThat(tv.get("/auto/v3")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aTunerThatIsNamedPlaysOneChannel() {
        tv.get("/tuner1/v1");
        assertThat(tv.get("/tuner1/v1")).startsWith("HTTP/1.1 200 ");
        assertThat(tv.get("/tuner1/v2"))
                .startsWith("HTTP/1.1 503 ")
                .contains("X-HDHomeRun-Error: 804 Tuner In Use\r\n");
        assertThat(tv.get("/tuner0/v2")).startsWith("HTTP/1.1 200 ");
        assertThat(tv.get("/tuner2/v1")).as("there are two").startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ENGINE, 805 All Tuners In Use",
        "LIMIT_REACHED, 805 All Tuners In Use",
        "ENGINE_FAILED, 806 Tune Failed",
        "CONTENT_UNKNOWN, 806 Tune Failed",
        "ENDED, 806 Tune Failed",
        "INTERNAL, 806 Tune Failed",
        "NO_MEDIA_IN_TIME, 807 No Video Data",
        "SHUTTING_DOWN, 803 System Busy"
    })
    void whyNothingPlaysIsSaidInTheNumbersOfADevice(FailureKind kind, String error) {
        tv.next = Failure.of(kind, "for a reason").answer(TEXT);
        assertThat(tv.get("/auto/v1"))
                .startsWith("HTTP/1.1 503 ")
                .contains("X-HDHomeRun-Error: " + error + "\r\n")
                .contains("for a reason");
        assertThat(tv.body("/status.json")).as("no tuner is in use").doesNotContain("Vct");
    }

    @Test
    void aPlaceThatIsMissingForViewersIsNoMatterOfTuners() {
        tv.running.add("1");
        tv.next = Failure.of(FailureKind.LIMIT_REACHED, "for a reason").answer(TEXT);
        assertThat(tv.get("/auto/v1")).contains("X-HDHomeRun-Error: 809 Playback Connection Limit\r\n");
    }
}
