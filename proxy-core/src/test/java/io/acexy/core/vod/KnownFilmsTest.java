package io.acexy.core.vod;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import org.junit.jupiter.api.Test;

class KnownFilmsTest {

    private final KnownFilms known = new KnownFilms();

    private static ContentId number(int number, int file) {
        return new ContentId(ContentId.Kind.CONTENT_ID, String.format("%040x", number), file);
    }

    private void add(int number) {
        known.found(number(number, 0));
        known.turnsOut(number(number, 0));
    }

    @Test
    void oneOfItsFilesMakesAContentAFilm() {
        known.found(number(1, 3));
        assertThat(known.contains(number(1, 0))).isFalse();
        assertThat(known.turnsOut(number(1, 2))).isTrue();
        assertThat(known.contains(number(1, 0))).isTrue();
        assertThat(known.turnsOut(number(2, 3))).isFalse();
        assertThat(known.contains(number(2, 3))).isFalse();
    }

    @Test
    void itsInfohashIsItsNameOnceItIsKnown() {
        ContentId infohash = new ContentId(ContentId.Kind.INFOHASH, "a".repeat(40));
        assertThat(known.canonical(number(1, 0))).isEqualTo(number(1, 0));
        known.name(number(1, 2), infohash);
        known.turnsOut(number(1, 0));
        assertThat(known.canonical(number(1, 5))).isEqualTo(infohash);
    }

    @Test
    void thoseThatWereNotAskedForLongestAreForgotten() {
        add(0);
        for (int i = 1; i < 5_000; i++) {
            add(i);
            known.canonical(number(0, 0));
        }
        assertThat(known.contains(number(0, 0))).isTrue();
        assertThat(known.contains(number(1, 0))).isFalse();
        assertThat(known.contains(number(4_999, 0))).isTrue();
    }
}
