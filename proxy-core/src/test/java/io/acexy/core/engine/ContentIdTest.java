package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.acexy.core.engine.ContentId.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentIdTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void hashesAreTheSameInEitherCase() {
        assertThat(new ContentId(Kind.INFOHASH, HASH.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(new ContentId(Kind.INFOHASH, HASH));
    }

    @Test
    void theTwoNamesOfAContentAreDifferentUntilAnEngineSaysOtherwise() {
        ContentId named = new ContentId(Kind.CONTENT_ID, HASH, 2);

        assertThat(named).isNotEqualTo(new ContentId(Kind.INFOHASH, HASH, 2));
        assertThat(named.withInfohash(HASH)).isEqualTo(new ContentId(Kind.INFOHASH, HASH, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcdef0123456",
                "0123456789abcdef0123456789abcdef012345678",
                "g123456789abcdef0123456789abcdef01234567",
                " 123456789abcdef0123456789abcdef0123456 ",
                "0123456789abcdef0123456789abcdef01234567\n",
                "../../../../../../../../../../etc/passwd"
            })
    void aHashIsFortyHexadecimalDigitsAndNothingElse(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContentId(Kind.CONTENT_ID, value))
                .withMessage("'id' must be 40 hexadecimal digits");
        assertThat(ContentId.isHash(value)).isFalse();
    }

    @Test
    void aTransportFileIsFetchedOverHttpOnly() {
        assertThat(new ContentId(Kind.URL, "HTTPS://example.test/a.acelive").value())
                .isEqualTo("HTTPS://example.test/a.acelive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContentId(Kind.URL, "file:///etc/passwd"))
                .withMessageContaining("'url' must be an http or https address");
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentId(Kind.MAGNET, "http://example.test/"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"URL", "MAGNET"})
    void textsAreBounded(Kind kind) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentId(kind, " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContentId(kind, "http://x/" + "y".repeat(ContentId.MAX_LENGTH)))
                .withMessage("'" + kind.parameter() + "' must be 1 to 4096 characters");
    }

    @Test
    void theFileIndexIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentId(Kind.INFOHASH, HASH, -1));
    }

    @Test
    void logsSeeNeitherTheQueryOfAnUrlNorControlCharactersNorAllOfALongText() {
        assertThat(new ContentId(Kind.URL, "http://example.test/a?token=secret"))
                .hasToString("url=http://example.test/a");
        assertThat(new ContentId(Kind.MAGNET, "magnet:?a\r\nb")).hasToString("magnet=magnet:?a??b");
        assertThat(new ContentId(Kind.MAGNET, "magnet:?" + "x".repeat(1000)).toString())
                .hasSizeLessThan(120)
                .endsWith("...");
        assertThat(new ContentId(Kind.INFOHASH, HASH, 3)).hasToString("infohash=" + HASH + "#3");
    }
}
