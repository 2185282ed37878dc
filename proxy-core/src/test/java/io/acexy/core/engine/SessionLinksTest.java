package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLinksTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void theAnswerOfAnEngineIsRead() {
        SessionLinks links = SessionLinks.read(
                        """
                        {"response": {
                          "playback_url": "http://10.0.0.5:6878/ace/r/%1$s/5b7e",
                          "stat_url": "http://10.0.0.5:6878/ace/stat/%1$s/5b7e",
                          "command_url": "http://10.0.0.5:6878/ace/cmd/%1$s/5b7e?a=1",
                          "event_url": "http://10.0.0.5:6878/ace/event/%1$s/5b7e",
                          "infohash": "0123456789ABCDEF0123456789ABCDEF01234567",
                          "playback_session_id": "c41de8", "is_live": 1, "is_encrypted": 1, "client_session_id": -1},
                         "error": null}"""
                                .formatted(HASH))
                .links();

        assertThat(links)
                .isEqualTo(new SessionLinks(
                        "/ace/r/" + HASH + "/5b7e",
                        "/ace/stat/" + HASH + "/5b7e",
                        "/ace/cmd/" + HASH + "/5b7e?a=1",
                        HASH,
                        "c41de8",
                        1,
                        true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "0", "\"\"", "\" \"", "\"0\"", "\"None\"", "{}", "[]"})
    void noErrorIsNoErrorHoweverItIsWritten(String error) {
        SessionLinks.Reading reading =
                SessionLinks.read("{\"error\": " + error + ", \"response\": {\"playback_url\": \"/content/a/0.1\"}}");

        assertThat(reading.fault()).isNull();
        assertThat(reading.links().playback()).isEqualTo("/content/a/0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "\"no peers\"", "{\"message\": \"no peers\", \"code\": 0}"})
    void anErrorIsAnErrorThoughThereAreLinks(String error) {
        SessionLinks.Reading reading =
                SessionLinks.read("{\"error\": " + error + ", \"response\": {\"playback_url\": \"/content/a/0.1\"}}");

        assertThat(reading.links()).isNull();
        assertThat(reading.fault().detail()).startsWith("engine said: ");
    }

    @Test
    void aPlaybackUrlIsEnoughAndMembersMayComeInAnyOrder() {
        SessionLinks links = SessionLinks.read(
                        "{\"error\": \"\", \"extra\": [[{}]], \"response\": {\"playback_url\": \"/content/a/0.1\"}}")
                .links();

        assertThat(links).isEqualTo(new SessionLinks("/content/a/0.1", null, null, null, null, -1, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "<html><body>It works</body></html>",
                "{",
                "{\"response\": {\"playback_url\": \"/ace/r/a/b\"",
                "{\"response\": {\"playback_url\": \"/ace/r/a/b\"}",
                "{\"response\": {\"playback_url\": \"/ace/r/a/b\"}, \"error\": nul}",
                "{}",
                "{\"response\": null, \"error\": null}",
                "{\"response\": [1, 2], \"error\": null}",
                "{\"response\": \"ok\", \"error\": null}",
                "{\"response\": {}, \"error\": null}",
                "{\"response\": {\"playback_url\": null}}",
                "{\"response\": {\"playback_url\": 7}}",
                "{\"response\": {\"playback_url\": {\"a\": \"/ace/r/a/b\"}}}",
                "{\"response\": {\"playback_url\": [\"/ace/r/a/b\"]}}"
            })
    void whatIsNoAnswerIsABrokenEngine(String body) {
        SessionLinks.Reading reading = SessionLinks.read(body);

        assertThat(reading.links()).isNull();
        assertThat(reading.fault().kind()).isEqualTo(Kind.BROKEN);
    }

    @Test
    void membersOfTheWrongTypeCountAsMissingAndHideNothing() {
        SessionLinks links = SessionLinks.read(
                        """
                        {"response": {
                          "stat_url": {"playback_url": "/ace/r/wrong/one"}, "command_url": ["/ace/cmd/a/b"],
                          "infohash": {"x": {"y": []}}, "is_live": "perhaps", "is_encrypted": {},
                          "playback_session_id": [], "playback_url": "http://engine/ace/r/a/b"},
                         "error": null}""")
                .links();

        assertThat(links).isEqualTo(new SessionLinks("/ace/r/a/b", null, null, null, null, -1, false));
    }

    @Test
    void anInfohashThatIsNoneIsNotBelieved() {
        SessionLinks links = SessionLinks.read(
                        "{\"response\": {\"playback_url\": \"/ace/r/a/b\", \"infohash\": \"../../etc/passwd\"}}")
                .links();

        assertThat(links.infohash()).isNull();
    }

    @Test
    void nestingWithoutEndIsABrokenEngineAndNotAnOverflow() {
        String deep = "{\"response\": " + "[".repeat(30_000);
        String deepError = "{\"error\": " + "{\"a\":".repeat(10_000);

        assertThat(SessionLinks.read(deep).fault().kind()).isEqualTo(Kind.BROKEN);
        assertThat(SessionLinks.read(deepError).fault().kind()).isEqualTo(Kind.BROKEN);
    }

    @Test
    void aHugeTextIsABrokenEngineAndRepeatedNowhere() {
        String huge = "{\"response\": {\"playback_url\": \"/ace/r/" + "x y".repeat(20_000) + "\"}}";

        EngineFault fault = SessionLinks.read(huge).fault();

        assertThat(fault.kind()).isEqualTo(Kind.BROKEN);
        assertThat(fault.detail()).hasSizeLessThan(250);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"response\": null, \"error\": \"no peers\"} | CONTENT_UNAVAILABLE | engine said: no peers",
                "{\"error\": {\"message\": \"content not found\", \"code\": 5}} | CONTENT_UNKNOWN | engine said: content not found",
                "{\"error\": {\"code\": [1, {}], \"message\": \"mod_detected\"}} | ENTITLEMENT | engine said: mod_detected",
                "{\"error\": \"x\", \"extra_data\": {\"option\": [], \"reason\": \"missing_option\"}} | ENTITLEMENT | engine said: x (missing_option)",
                "{\"error\": \"x\", \"extra_data\": \"text\"} | BROKEN | engine said: x",
                "{\"error\": {\"message\": {\"message\": \"x\"}}, \"extra_data\": {\"reason\": []}, \"response\": {}} | BROKEN | engine's answer has no usable playback URL",
                "{\"error\": 7} | BROKEN | engine said: 7",
                "{\"error\": \"no peers\", \"response\": {\"playback_url\": \"/ace/r/a/b\"}} | CONTENT_UNAVAILABLE | engine said: no peers"
            })
    void anErrorIsReadAsTextOrAsObject(String body, Kind kind, String detail) {
        assertThat(SessionLinks.read(body).fault()).isEqualTo(new EngineFault(kind, detail));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://127.0.0.1:6878/ace/r/a/b, /ace/r/a/b",
        "http://elsewhere.test/ace/r/a/b?c=d&e=%20, /ace/r/a/b?c=d&e=%20",
        "/content/a/0.38, /content/a/0.38",
        "//elsewhere.test/ace/r/a, /ace/r/a"
    })
    void ofAnUrlOnlyThePathIsBelieved(String url, String path) {
        assertThat(SessionLinks.enginePath(url)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ace/r/a/b",
                "http://127.0.0.1:6878",
                "http://127.0.0.1:6878/",
                "http://127.0.0.1:6878/webui/app/x/cmd/shutdown",
                "/ace/../webui/app/x/cmd/shutdown",
                "/acex/r/a",
                "http://127.0.0.1:6878/ace/r/a b",
                "/ace/r/a\r\nHost: elsewhere",
                "mailto:a@b.test",
                "http://[broken/ace/r/a"
            })
    void pathsThatEnginesDoNotUseAreRefused(String url) {
        assertThat(SessionLinks.enginePath(url)).isNull();
    }

    @Test
    void aParameterIsAppendedWhetherThereIsAQueryOrNot() {
        assertThat(SessionLinks.withParameter("/ace/cmd/a", "method=stop")).isEqualTo("/ace/cmd/a?method=stop");
        assertThat(SessionLinks.withParameter("/ace/cmd/a?b", "method=stop")).isEqualTo("/ace/cmd/a?b&method=stop");
    }
}
