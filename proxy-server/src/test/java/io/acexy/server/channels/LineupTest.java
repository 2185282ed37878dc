package io.acexy.server.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.core.engine.ContentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineupTest {

    @Test
    void aChannelIsFoundByItsNameInUrlsAndByItsNumber() {
        Channel one = channel("one", "1");
        Channel sport = channel("sport", "7.1");
        Lineup lineup = new Lineup(List.of(one, sport));

        assertThat(lineup.channels()).containsExactly(one, sport);
        assertThat(lineup.byId("sport")).contains(sport);
        assertThat(lineup.byNumber("7.1")).contains(sport);
        assertThat(lineup.byNumber("7")).isEmpty();
    }

    @Test
    void twoChannelsOfOneNameOrNumberAreAMistake() {
        assertThatThrownBy(() -> new Lineup(List.of(channel("one", "1"), channel("one", "2"))))
                .hasMessageContaining("one");
        assertThatThrownBy(() -> new Lineup(List.of(channel("one", "1"), channel("two", "1"))))
                .hasMessageContaining("number 1");
    }

    @Test
    void aChannelWithoutContentIsRefused() {
        assertThatThrownBy(() -> new Channel("one", "1", "One", "", List.of(), "", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Channel channel(String id, String number) {
        ContentId content = new ContentId(ContentId.Kind.CONTENT_ID, "0".repeat(39) + "1");
        return new Channel(id, number, id, "", List.of(), "", List.of(content));
    }
}
