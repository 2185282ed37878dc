package io.acexy.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.core.Bugs;
import io.acexy.server.config.AccessConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    private final List<Set<String>> revoked = new ArrayList<>();
    private long second;

    @TempDir
    private Path folder;

    @Test
    void aKeyBelongsToItsNameAndNobodyElsesOpensAnything() throws Exception {
        try (Keys keys = open("guests=12345678\n")) {
            assertThat(keys.holder("a-living-key")).contains("living");
            assertThat(keys.holder("12345678")).contains("guests");
            assertThat(keys.holder("1234567")).isEmpty();
            assertThat(keys.holder("")).isEmpty();
            assertThat(keys.holder("the-admins-key")).isEmpty();
            assertThat(keys.isAdmin("the-admins-key")).isTrue();
            assertThat(keys.isAdmin("a-living-key")).isFalse();
        }
    }

    @Test
    void whoeverIsNoLongerInTheFileOrHasAnotherKeyHasLostIt() throws Exception {
        try (Keys keys = open("guests=12345678\nfriends=abcdefgh\nothers=stays-as-it-is\n")) {
            change("# new keys\nfriends=another-key\nothers=stays-as-it-is\r\n");

            keys.look();

            assertThat(revoked).containsExactly(Set.of("guests", "friends"));
            assertThat(keys.holder("12345678")).isEmpty();
            assertThat(keys.holder("abcdefgh")).isEmpty();
            assertThat(keys.holder("another-key")).contains("friends");
            assertThat(keys.holder("a-living-key")).contains("living");
        }
    }

    @Test
    void aFileThatCannotBeReadChangesNothing() throws Exception {
        try (Keys keys = open("guests=12345678\n")) {
            change("guests\n");
            keys.look();
            assertThat(keys.holder("12345678")).contains("guests");

            Files.delete(file());
            keys.look();
            assertThat(keys.holder("12345678")).contains("guests");

            change("");
            keys.look();
            assertThat(keys.holder("12345678")).isEmpty();
            assertThat(revoked).containsExactly(Set.of("guests"));
        }
    }

    @Test
    void atTheStartAFileThatCannotBeReadIsAnErrorWithoutAKeyInIt() {
        assertThatThrownBy(() -> open("guests=12345678\nguests=87654321\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2: the name guests is there twice")
                .hasMessageNotContaining("8765");
        assertThatThrownBy(() -> open("guests=short\n"))
                .hasMessageContaining("guests")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> open("living=12345678\n")).hasMessageContaining("in the settings too");
        assertThatThrownBy(() -> open("guests=the-admins-key\n")).hasMessageContaining("in the settings too");
        assertThatThrownBy(() -> Keys.open(config(folder.resolve("missing")), new Bugs()))
                .hasMessageContaining("acexy.access.keys.file");
    }

    @Test
    void otherSettingsHoldWhenTheyAreTakenAndNotBefore() throws Exception {
        try (Keys keys = open("guests=12345678\n")) {
            change("guests=12345678\nfriends=abcdefgh\n");

            Runnable taken = keys.prepare(new AccessConfig.Keys(Map.of(), file(), "another-admins-key"));
            assertThat(keys.holder("a-living-key")).contains("living");
            assertThat(keys.holder("abcdefgh")).isEmpty();
            taken.run();

            assertThat(keys.holder("a-living-key")).isEmpty();
            assertThat(keys.holder("abcdefgh")).contains("friends");
            assertThat(keys.isAdmin("the-admins-key")).isFalse();
            assertThat(keys.isAdmin("another-admins-key")).isTrue();
            assertThat(revoked).containsExactly(Set.of("living"));
        }
    }

    @Test
    void otherSettingsWhoseFileCannotBeReadAreRefusedAndChangeNothing() throws Exception {
        try (Keys keys = open("guests=12345678\n")) {
            assertThatThrownBy(() -> keys.prepare(config(folder.resolve("missing"))))
                    .hasMessageContaining("acexy.access.keys.file");
            assertThat(keys.holder("12345678")).contains("guests");
            assertThat(revoked).isEmpty();
        }
    }

    @Test
    void whatHasBeenWrittenSinceItWasReadIsReadToo() throws Exception {
        try (Keys keys = open("guests=12345678\n")) {
            Runnable taken = keys.prepare(config(file()));
            change("");
            taken.run();
            assertThat(keys.holder("12345678")).isEmpty();
        }
    }

    private Keys open(String lines) throws IOException {
        change(lines);
        Keys keys = Keys.open(config(file()), new Bugs());
        keys.onRevoked(revoked::add);
        return keys;
    }

    private static AccessConfig.Keys config(Path file) {
        return new AccessConfig.Keys(Map.of("living", "a-living-key"), file, "the-admins-key");
    }

    /** A file's date has seconds on some systems, and the watch must not depend on how fast a test is. */
    private void change(String lines) throws IOException {
        Files.writeString(file(), lines);
        Files.setLastModifiedTime(file(), FileTime.fromMillis(1_000_000 + 1_000 * ++second));
    }

    private Path file() {
        return folder.resolve("keys");
    }
}
