package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

    private static final int MOST = 10_000;

    private final KnownNames names = new KnownNames();

    private static ContentId asked(int number) {
        return new ContentId(ContentId.Kind.CONTENT_ID, "%040x".formatted(number));
    }

    private static ContentId name(int number) {
        return new ContentId(ContentId.Kind.INFOHASH, "%040x".formatted(number));
    }

    @Test
    void aContentHasTheNameThatAnEngineHasGivenItAndElseItsOwn() {
        names.learn(asked(1), name(1));
        assertThat(names.of(asked(1))).isEqualTo(name(1));
        assertThat(names.of(asked(2))).isEqualTo(asked(2));
        names.learn(asked(1), name(2));
        assertThat(names.of(asked(1))).as("the last word").isEqualTo(name(2));
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        learn(MOST);
        assertThat(names.of(asked(0))).isEqualTo(name(0));
        names.learn(asked(MOST), name(MOST));
        assertThat(names.of(asked(0))).isEqualTo(asked(0));
        assertThat(names.of(asked(1))).isEqualTo(name(1));
        assertThat(names.of(asked(MOST))).isEqualTo(name(MOST));
    }

    @Test
    void whatIsKnownAlreadyOrIsNoNewsTakesNobodysPlace() {
        learn(MOST);
        names.learn(asked(5), name(5));
        names.learn(name(MOST), name(MOST));
        assertThat(names.of(asked(0))).isEqualTo(name(0));
    }

    private void learn(int count) {
        for (int i = 0; i < count; i++) {
            names.learn(asked(i), name(i));
        }
    }
}
