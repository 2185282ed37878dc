package io.acexy.orchestrator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.VirtualTime;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyWatchTest {

    private static final String STARTED = "/events/stream_started";
    private static final String PROVISION = "/provision/acestream";

    private final VirtualTime time = new VirtualTime();
    private final List<Optional<String>> heard = new ArrayList<>();
    private final KeyWatch key = new KeyWatch(time.ticker, heard::add);

    private void refused(String path, int status) {
        BlockedReason reason = new BlockedReason("x", "invalid token", Optional.empty(), false, false);
        key.heard(path, new Reply.Refused<>(new Refusal(status, true, reason, Optional.empty())));
    }

    private void taken(String path) {
        key.heard(path, new Reply.Success<>(true, Advice.NONE));
    }

    @Test
    void isToldOfOnceHoweverOftenItIsRefused() {
        refused(STARTED, 403);
        refused(PROVISION, 401);
        refused(STARTED, 403);
        assertThat(heard).hasSize(1).first().satisfies(text -> assertThat(text.orElseThrow())
                .contains("403", "invalid token"));
        assertThat(key.isRefused()).isTrue();
    }

    @Test
    void isNotTakenBecauseSomethingOpenIsAnswered() {
        refused(PROVISION, 403);
        taken("/engines");
        taken(STARTED);
        assertThat(key.isRefused()).isTrue();
    }

    @Test
    void isTakenOnceAllThatRefusedItTakeIt() {
        refused(PROVISION, 403);
        refused(STARTED, 403);
        taken(PROVISION);
        assertThat(key.isRefused()).isTrue();
        refused(STARTED, 422);
        assertThat(key.isRefused()).isFalse();
        assertThat(heard).hasSize(2).last().isEqualTo(Optional.empty());
    }

    @Test
    void isTakenWhenTheCheckSaysSo() {
        refused(PROVISION, 403);
        key.checked();
        assertThat(key.isRefused()).isFalse();
    }

    @Test
    void isTriedAgainAfterAMinuteWhereNothingCanBeChecked() {
        refused(PROVISION, 403);
        time.advance(Duration.ofSeconds(60));
        assertThat(key.isRefused()).isFalse();
        refused(PROVISION, 403);
        assertThat(key.isRefused()).isTrue();
        assertThat(heard).as("the same trouble").hasSize(1);
    }
}
