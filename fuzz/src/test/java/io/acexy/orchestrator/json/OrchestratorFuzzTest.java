package io.acexy.orchestrator.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Reads;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Answers of an orchestrator of any dialect, and of whatever stands in front of it: nothing is thrown, and what is read is sound. */
@Reads({EngineHost.class, EngineReader.class, JsonDocument.class, JsonView.class, StatusReader.class})
class OrchestratorFuzzTest {

    private static final int LONGEST_REASON = 4096;

    @FuzzTest
    void nothingIsThrownAndWhatIsReadIsSound(byte[] data) {
        String body = new String(data, StandardCharsets.UTF_8);
        JsonDocument.parse(body).ifPresent(OrchestratorFuzzTest::read);
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .set(HttpHeaderNames.RETRY_AFTER, firstLine(body));
        Advice advice = Advice.of(headers, () -> Instant.EPOCH);
        for (int status : new int[] {400, 401, 404, 409, 500, 503}) {
            Refusal refusal = Refusal.of(new HttpOutcome.Answered(status, headers, body), advice);
            boolean negative =
                    refusal.comeBackIn().filter(time -> time.isNegative()).isPresent();
            if (negative || refusal.toString().length() > LONGEST_REASON + body.length()) {
                throw new AssertionError(refusal);
            }
            refusal.isTemporary();
            refusal.isAtCapacity();
        }
    }

    private static String firstLine(String body) {
        return body.lines().findFirst().orElse("");
    }

    private static void read(JsonView answer) {
        EngineReader.engines(answer, 0).ifPresent(list -> {
            list.engines().forEach(OrchestratorFuzzTest::expectAnEngine);
            if (list.unreadable() < 0) {
                throw new AssertionError(list.unreadable() + " were left out");
            }
        });
        EngineReader.streams(answer);
        EngineReader.provisioned(answer);
        EngineReader.reservation(answer);
        EngineReader.scores(answer);
        StatusReader.status(answer);
        StatusReader.vpn(answer);
        StatusReader.readiness(answer);
        StatusReader.receipt(answer);
        StatusReader.receipts(answer, 3, 2);
        StatusReader.reason(answer, "unknown");
        Optional<String> text = answer.text();
        text.ifPresent(StatusReader::reasonOfText);
        answer.instant();
        answer.flag();
        answer.integer();
    }

    private static void expectAnEngine(EngineState engine) {
        boolean sound = !engine.containerId().isBlank()
                && !engine.host().isBlank()
                && engine.port() >= 1
                && engine.port() <= 65_535
                && engine.streamCount() >= 0;
        if (!sound) {
            throw new AssertionError(engine);
        }
    }
}
