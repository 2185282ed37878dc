package io.acexy.server.play;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkNamesTest {

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 01", "3, 03", "17, 11", "255, ff"})
    void namesBeginWithTheNumberOfWhoMadeThemAndAreNeverTheSame(int node, String mark) {
        LinkNames names = new LinkNames(node);

        assertThat(names.hex(16)).startsWith(mark).matches("[0-9a-f]{32}").isNotEqualTo(names.hex(16));
        assertThat(names.brief(9))
                .startsWith(mark)
                .matches(mark + "[0-9A-Za-z_-]{12}")
                .isNotEqualTo(names.brief(9));
    }
}
