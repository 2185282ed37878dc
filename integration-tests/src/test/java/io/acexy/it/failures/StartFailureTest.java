package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static io.acexy.it.failures.Stage.OTHER;
import static io.acexy.simulator.engine.EngineScript.CONTENT_NOT_FOUND;
import static io.acexy.simulator.engine.EngineScript.EMPTY_REPLY;
import static io.acexy.simulator.engine.EngineScript.ERROR_FALSE;
import static io.acexy.simulator.engine.EngineScript.ERROR_ZERO;
import static io.acexy.simulator.engine.EngineScript.FAILED_TO_LOAD;
import static io.acexy.simulator.engine.EngineScript.FOREIGN_AUTHORITY_URLS;
import static io.acexy.simulator.engine.EngineScript.GOT_NEWER_DOWNLOAD;
import static io.acexy.simulator.engine.EngineScript.HUGE_JSON;
import static io.acexy.simulator.engine.EngineScript.INFORMATIONAL_FIRST;
import static io.acexy.simulator.engine.EngineScript.JSON_GZIPPED;
import static io.acexy.simulator.engine.EngineScript.JSON_WITH_BOM;
import static io.acexy.simulator.engine.EngineScript.MISSING_OPTION;
import static io.acexy.simulator.engine.EngineScript.MOD_DETECTED;
import static io.acexy.simulator.engine.EngineScript.NOT_JSON;
import static io.acexy.simulator.engine.EngineScript.NO_PEERS;
import static io.acexy.simulator.engine.EngineScript.START_HANGS;
import static io.acexy.simulator.engine.EngineScript.TEXT_500;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine answers a start with something else than a session. */
class StartFailureTest {

    @RegisterExtension
    final Stage stage = new Stage(Map.of("no.response.timeout", "10s"));

    @Test
    @Covers(FAILED_TO_LOAD)
    void contentThatTheEngineFailsToLoadIs502InTheEnginesWords() throws Exception {
        assert502AfterOneStart(FAILED_TO_LOAD, "engine said: failed to load content");
    }

    @Test
    @Covers(CONTENT_NOT_FOUND)
    void contentThatNobodyKnowsIs404WithoutRetryAfter() throws Exception {
        stage.follow(CONTENT_NOT_FOUND);

        stage.assertRefusedForGood(stage.watch(CHANNEL), 404, "engine said: content not found");
    }

    @Test
    @Covers(NO_PEERS)
    void aChannelWithoutPeersIs502() throws Exception {
        assert502AfterOneStart(NO_PEERS, "engine said: no peers");
    }

    @Test
    @Covers(MOD_DETECTED)
    void anEngineThatThinksItselfModifiedIs502() throws Exception {
        assert502AfterOneStart(MOD_DETECTED, "engine said: mod_detected");
    }

    @Test
    @Covers(MISSING_OPTION)
    void anEngineWithoutThePaidOptionIs502WithTheReason() throws Exception {
        assert502AfterOneStart(MISSING_OPTION, "engine said: You need to buy Proxy Server option (missing_option)");
    }

    @Test
    @Covers(TEXT_500)
    void anInternalErrorOfTheEngineIs502() throws Exception {
        assert502AfterOneStart(TEXT_500, "Internal Server Error, couldn't find resource");
    }

    @Test
    @Covers(EMPTY_REPLY)
    void anEngineThatHangsUpWithoutAnAnswerIs502() throws Exception {
        assert502AfterOneStart(EMPTY_REPLY, "engine closed the connection without an answer");
    }

    @Test
    @Covers(NOT_JSON)
    void aPageOfHtmlIs502() throws Exception {
        assert502AfterOneStart(NOT_JSON, "engine's answer is not JSON");
    }

    @Test
    @Covers(HUGE_JSON)
    void anAnswerOfManyMegabytesIsNotReadAndIs502() throws Exception {
        assert502AfterOneStart(HUGE_JSON, "engine's answer is longer than 64 KiB");
    }

    @Test
    @Covers(START_HANGS)
    void aStartThatIsNeverAnsweredIs502AfterTheTimeoutAndDelaysNoOtherChannel() throws Exception {
        stage.follow(START_HANGS);
        TestPlayer waiting = stage.watch(CHANNEL);
        stage.awaitChannel(channel -> channel.starts() == 1);

        stage.playing(OTHER);

        assertThat(waiting.hasEnded()).isFalse();
        stage.assertRefusedForNow(waiting, 502, "did not answer within 10000 ms");
    }

    @Test
    @Covers(GOT_NEWER_DOWNLOAD)
    void aStartThatAnotherClientOfTheEngineTookOverIs502() throws Exception {
        assert502AfterOneStart(GOT_NEWER_DOWNLOAD, "engine said: got newer download");
    }

    @Test
    @Covers(FOREIGN_AUTHORITY_URLS)
    void urlsThatNameAnotherAddressAreReadFromTheEngineThatGaveThem() throws Exception {
        stage.follow(FOREIGN_AUTHORITY_URLS);

        TestPlayer player = stage.playing(CHANNEL);

        stage.assertBytesAreRight(player, CHANNEL);
        player.close();
        stage.awaitChannel(channel -> channel.sessionsNow() == 0 && channel.stopped() == 1);
    }

    @Test
    @Covers({JSON_WITH_BOM, JSON_GZIPPED, ERROR_FALSE, ERROR_ZERO, INFORMATIONAL_FIRST})
    void anAnswerThatIsOnlyLooselyWrittenPlays() throws Exception {
        for (EngineScript script : List.of(JSON_WITH_BOM, JSON_GZIPPED, ERROR_FALSE, ERROR_ZERO, INFORMATIONAL_FIRST)) {
            stage.follow(script);
            stage.assertBytesAreRight(stage.playing(CHANNEL), CHANNEL);
            stage.everybodyLeaves();
        }
    }

    /** A refusal costs the engine one start, and leaves it nothing to stop. */
    private void assert502AfterOneStart(EngineScript script, String words) throws InterruptedException {
        stage.follow(script);

        stage.assertRefusedForNow(stage.watch(CHANNEL), 502, words);

        ContentCounters counted = stage.awaitChannel(channel -> channel.starts() > 0);
        assertThat(counted.starts()).isEqualTo(1);
        assertThat(counted.opened()).isZero();
        assertThat(counted.stopsReceived()).isZero();
    }
}
