package io.acexy.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "PLAYERS_PER_ADDRESS, 429",
        "PLAYERS_PER_KEY, 429",
        "STREAMS_PER_KEY, 429",
        "PLAYERS, 503",
        "PLAYERS_PER_STREAM, 503",
        "STREAMS, 503",
        "UPLINK, 503",
        "MEMORY, 503",
        "STARTS, 503",
        "STARTS_PER_MINUTE, 503",
        "STARTS_PER_ADDRESS, 429"
    })
    void whoHasTooMuchIsTold429AndWhoFindsAFullHouse503(Limit limit, int status) {
        assertThat(limit.failure().kind().status().code()).isEqualTo(status);
    }
}
