package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

    @ParameterizedTest
    @CsvSource({"a=1, a, 1", "a=, a, ''", "a, a, ''", "a=b=c, a, b=c", "a%20b=%C3%A4+x, a b, ä x", "a=1;b, a, 1;b"})
    void aParameterIsDecoded(String raw, String name, String value) {
        assertThat(Query.of(raw).all(name)).containsExactly(value);
    }

    @Test
    void equalNamesKeepTheirOrder() {
        Query query = Query.of("a=1&b=2&a=3");
        assertThat(query.all("a")).containsExactly("1", "3");
        assertThat(query.first("a")).hasValue("1");
        assertThat(query.first("c")).isEmpty();
    }

    @Test
    void anAmpersandThatAPageHasEscapedSeparatesToo() {
        assertThat(Query.of("pid=0&amp;id=7&amp;a=1").parameters().keySet()).containsExactly("pid", "id", "a");
    }

    @Test
    void whatCannotBeDecodedHurtsOnlyThoseWhoNeedIt() {
        Query query = Query.of("name=100%&id=7&x=%zz&%=1");
        assertThat(query.first("id")).hasValue("7");
        query.require("id");
        assertThatThrownBy(() -> query.require("name"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("'name' has a percent sign");
    }

    @Test
    void aParameterIsFoundBehindAThousandOthers() {
        assertThat(Query.of("a=1&".repeat(1_000) + "id=7").all("id")).isEqualTo(List.of("7"));
    }
}
