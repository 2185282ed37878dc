package io.acexy.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFaultTest {

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({
        "failed to load content, CONTENT_UNAVAILABLE",
        "cannot load transport file, CONTENT_UNAVAILABLE",
        "no peers, CONTENT_UNAVAILABLE",
        "failed to get manifest, CONTENT_UNAVAILABLE",
        "failed to start, CONTENT_UNAVAILABLE",
        "'Internal Server Error, couldn''t find resource', CONTENT_UNAVAILABLE",
        "content not found, CONTENT_UNKNOWN",
        "not found, CONTENT_UNKNOWN",
        "404 Not Found, CONTENT_UNKNOWN",
        "missing content id, BAD_REQUEST",
        "invalid content id, BAD_REQUEST",
        "unknown protocol, BAD_REQUEST",
        "start timeout, WARMING_UP",
        "download not found, WARMING_UP",
        "got newer download, SUPERSEDED",
        "unknown playback session id, DEAD_SESSION",
        "mod_detected, ENTITLEMENT",
        "You need to buy Proxy Server option (missing_option), ENTITLEMENT",
        "please activate premium, ENTITLEMENT",
        "your subscription has ended, ENTITLEMENT",
        "something nobody has seen before, BROKEN",
        "'', BROKEN"
    })
    void eachKnownTextHasItsClass(String text, Kind kind) {
        assertThat(EngineFault.ofText(text).kind()).isEqualTo(kind);
        assertThat(EngineFault.ofText("Error: " + text.toUpperCase(java.util.Locale.ROOT) + "!")
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void aKnownTextOutweighsTheStatus() {
        assertThat(EngineFault.ofStatus(500, "no peers").kind()).isEqualTo(Kind.CONTENT_UNAVAILABLE);
        assertThat(EngineFault.ofStatus(403, "mod_detected").kind()).isEqualTo(Kind.ENTITLEMENT);
    }

    @Test
    void anUnknownTextIsToldWithItsStatus() {
        assertThat(EngineFault.ofStatus(500, "oops"))
                .isEqualTo(new EngineFault(Kind.BROKEN, "engine answered 500: oops"));
        assertThat(EngineFault.ofStatus(500, " ")).isEqualTo(new EngineFault(Kind.BROKEN, "engine answered 500"));
        assertThat(EngineFault.ofStatus(403, "").kind()).isEqualTo(Kind.DEAD_SESSION);
    }

    @Test
    void whatTheEngineSaidIsRepeatedInOneShortLineWithoutControlCharacters() {
        String hostile = "no peers\r\nSet-Cookie: a=b\u0000\u001b[31m\u009b32m" + "x".repeat(10_000);

        String detail = EngineFault.ofText(hostile).detail();

        assertThat(detail)
                .startsWith("engine said: no peers Set-Cookie: a=b [31m 32mxxx")
                .hasSizeLessThan(250);
        assertThat(detail.chars().noneMatch(Character::isISOControl)).isTrue();
    }

    @Test
    void bytesOfMediaAreNotRepeated() {
        byte[] media = new byte[256];
        java.util.Arrays.fill(media, (byte) 0xFF);
        System.arraycopy(new byte[] {0x47, 0x40, 0, 0x10, 0, 0, (byte) 0xB0, 0x0D}, 0, media, 0, 8);
        String text = new String(media, UTF_8);

        assertThat(EngineFault.ofStatus(206, text).detail()).isEqualTo("engine answered 206");
        assertThat(EngineFault.ofText(text).detail()).isEqualTo("engine said no in no words");
    }

    @Test
    void wordsInAnyLanguageAreRepeatedEvenWhereTheLastOneIsCutInTwo() {
        byte[] words = "404 Страница не найдена".getBytes(UTF_8);
        String cut = new String(words, 0, words.length - 1, UTF_8);
        assertThat(EngineFault.ofStatus(404, cut).detail()).isEqualTo("engine answered 404: 404 Страница не найден");
    }

    @ParameterizedTest(name = "{0} may work elsewhere: {1}")
    @CsvSource({
        "BAD_REQUEST, false",
        "CONTENT_UNKNOWN, false",
        "WARMING_UP, false",
        "CONTENT_UNAVAILABLE, true",
        "ENTITLEMENT, true",
        "SUPERSEDED, true",
        "DEAD_SESSION, true",
        "UNREACHABLE, true",
        "BROKEN, true",
        "ENDED, true",
        "SILENT, true",
        "INTERNAL, false"
    })
    void onlyWhatIsNotTheEnginesFaultIsNotTriedOnAnother(Kind kind, boolean elsewhere) {
        assertThat(kind.mayWorkElsewhere()).isEqualTo(elsewhere);
    }
}
