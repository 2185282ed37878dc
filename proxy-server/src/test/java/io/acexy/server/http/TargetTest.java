package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/ace/getstream, /ace/getstream",
        "/ace/getstream/, /ace/getstream",
        "//ace/getstream, /ace/getstream",
        "/ace//getstream, /ace/getstream",
        "///ace///getstream///, /ace/getstream",
        "/ace/./getstream, /ace/getstream",
        "/./ace/getstream/., /ace/getstream",
        "/ace/x/../getstream, /ace/getstream",
        "/../../ace/getstream, /ace/getstream",
        "/%61ce/getstream, /ace/getstream",
        "/ace%2Fgetstream, /ace/getstream",
        "/%2e/ace/%2E%2E/ace/getstream, /ace/getstream",
        "ace/getstream, /ace/getstream",
        "/, /",
        "'', /",
        "/..., /...",
        "/a+b, /a+b",
        "/a%20b, /a b",
        "*, *",
        "http://a, /",
        "HTTPS://a:8080/ace/getstream, /ace/getstream",
        "http://[::1]:80//ace/getstream, /ace/getstream",
    })
    void aPathIsNormalised(String raw, String path) {
        assertThat(Target.of(raw).path()).isEqualTo(path);
        assertThat(Target.of(raw).query()).isEqualTo(raw.equals("*") ? Query.NONE : Query.of(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ace/getstream?id=" + HASH,
                "/ace/getstream%3Fid%3D" + HASH,
                "/ace/getstream%3fid=" + HASH,
                "/ace/getstream/?id=" + HASH,
                "//ace/getstream?id=" + HASH,
                "http://acexy.test:8080/ace/getstream?id=" + HASH,
                "/ace/getstream?id=" + HASH + "#a=b",
                "/ace/getstream?&&id=" + HASH + "&",
            })
    void theQueryIsFoundWhereverItWasPut(String raw) {
        assertThat(Target.of(raw).path()).isEqualTo("/ace/getstream");
        assertThat(Target.of(raw).query().all("id")).containsExactly(HASH);
    }

    @Test
    void anEscapedQuestionMarkDoesNotHideWhatStandsBehindTheRealOne() {
        Query query = Target.of("/ace/getstream%3Fid%3D" + HASH + "?quality=1").query();
        assertThat(query.all("id")).containsExactly(HASH);
        assertThat(query.all("quality")).containsExactly("1");
    }

    @Test
    void theAuthorityOfAnAbsoluteTargetIsKept() {
        assertThat(Target.of("http://a.test:8080/ace/status").authority()).isEqualTo("a.test:8080");
        assertThat(Target.of("http://a.test?id=1").authority()).isEqualTo("a.test");
        assertThat(Target.of("/ace/status").authority()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/ace/%zz"})
    void aPathWithABrokenEscapeIsRefusedWithTheReason(String raw) {
        assertThatThrownBy(() -> Target.of(raw))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("the path has a percent sign");
    }
}
