package io.acexy.server.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Keepsake;
import io.acexy.server.channels.Lineup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator has given to channels, over restarts. */
class ContentsByHandTest {

    private static final ContentId LISTED = content('1');
    private static final ContentId GIVEN = content('2');
    private static final ContentId BACKUP = new ContentId(ContentId.Kind.INFOHASH, "3".repeat(40));
    private static final Lineup LINEUP = new Lineup(List.of(channel("one", "1"), channel("two", "2")));

    @TempDir
    private Path data;

    private final Bugs bugs = new Bugs();

    @AfterEach
    void noBugs() {
        assertThat(bugs.count()).isZero();
    }

    private static ContentId content(char digit) {
        return new ContentId(ContentId.Kind.CONTENT_ID, String.valueOf(digit).repeat(40));
    }

    private static Channel channel(String id, String number) {
        return new Channel(id, number, id, "", List.of(), "", List.of(LISTED));
    }

    private static List<ContentId> contents(ContentsByHand lineups, String channel) {
        return lineups.now().byId(channel).orElseThrow().contents();
    }

    private ContentsByHand restarted() {
        return new ContentsByHand(() -> LINEUP, new Keepsake(data, "contents.txt", bugs));
    }

    private void give(String channel, List<ContentId> contents) {
        try (Keepsake kept = new Keepsake(data, "contents.txt", bugs)) {
            assertThat(new ContentsByHand(() -> LINEUP, kept).give(channel, contents))
                    .isTrue();
        }
    }

    @Test
    void whatWasGivenIsThereAfterARestart() {
        give("one", List.of(GIVEN, BACKUP));
        ContentsByHand lineups = restarted();
        assertThat(contents(lineups, "one")).containsExactly(GIVEN, BACKUP);
        assertThat(contents(lineups, "two")).containsExactly(LISTED);
        assertThat(lineups.hasGiven("one")).isTrue();
    }

    @Test
    void whatWasTakenBackIsNot() {
        give("one", List.of(GIVEN));
        give("one", List.of());
        assertThat(contents(restarted(), "one")).containsExactly(LISTED);
    }

    @Test
    void aChannelWhoseListHasNotComeYetKeepsWhatItWasGiven() {
        give("two", List.of(GIVEN));
        try (Keepsake kept = new Keepsake(data, "contents.txt", bugs)) {
            Lineup some = new Lineup(List.of(channel("one", "1")));
            new ContentsByHand(() -> some, kept).give("one", List.of(BACKUP));
        }
        assertThat(contents(restarted(), "two")).containsExactly(GIVEN);
    }

    @Test
    void ofAFileThatSomebodyHasSpoiltTheGoodLinesAreTaken() throws IOException {
        Files.write(data.resolve("contents.txt"), new byte[] {(byte) 0xff, 0, '\n', '\t', ':', '\n'});
        Files.writeString(
                data.resolve("contents.txt"),
                "one\tCONTENT_ID:nonsense\none\tCHANNEL:two\none\nNONE\tCONTENT_ID\ntwo\tCONTENT_ID:" + GIVEN.value()
                        + "\n",
                java.nio.file.StandardOpenOption.APPEND);
        ContentsByHand lineups = restarted();
        assertThat(contents(lineups, "one")).containsExactly(LISTED);
        assertThat(contents(lineups, "two")).containsExactly(GIVEN);
    }

    @Test
    void withoutAFolderNothingIsKeptAndNothingBreaks() throws IOException {
        try (Keepsake kept = new Keepsake(Path.of(""), "contents.txt", bugs)) {
            ContentsByHand lineups = new ContentsByHand(() -> LINEUP, kept);
            lineups.give("one", List.of(GIVEN));
            assertThat(contents(lineups, "one")).containsExactly(GIVEN);
        }
        try (Keepsake kept = new Keepsake(data.resolve("contents.txt/below"), "contents.txt", bugs)) {
            Files.writeString(data.resolve("contents.txt"), "a file where a folder should be");
            ContentsByHand lineups = new ContentsByHand(() -> LINEUP, kept);
            lineups.give("one", List.of(GIVEN));
            assertThat(contents(lineups, "one")).containsExactly(GIVEN);
        }
    }
}
