package io.acexy.orchestrator.reply;

import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.JsonView;
import io.acexy.orchestrator.json.StatusReader;
import io.acexy.orchestrator.message.BlockedReason;
import java.time.Duration;
import java.util.Optional;

/**
 * The orchestrator has answered, and the answer is no.
 *
 * @param status the HTTP status
 * @param structured true if the answer was JSON; an error without it comes from a failure nobody foresaw, or from a proxy
 *     in between, and says nothing about what was done
 * @param reason code, text and times, as far as they could be read; {@code detail} may be a string, an object or an array,
 *     dialect B says {@code error}
 * @param retryAfter the header
 */
public record Refusal(int status, boolean structured, BlockedReason reason, Optional<Duration> retryAfter) {

    private static final int EXCERPT = 200;

    /** Reads whatever error that was; never throws. */
    public static Refusal of(HttpOutcome.Answered answer, Advice advice) {
        Optional<JsonView> json = JsonDocument.parse(answer.body()).filter(JsonView::isObject);
        BlockedReason reason = json.map(body -> reason(body, answer.status())).orElseGet(() -> unforeseen(answer));
        return new Refusal(answer.status(), json.isPresent(), reason, advice.retryAfter());
    }

    private static BlockedReason reason(JsonView body, int status) {
        JsonView detail = body.at("detail").isPresent() ? body.at("detail") : body.at("error");
        if (detail.isObject()) {
            return atCapacity(StatusReader.reason(detail, detail.toString()));
        }
        if (detail.isArray()) {
            return plain(validation(detail));
        }
        String text = detail.text().orElse("status " + status);
        // The first versions: a string, temporary if and only if the status is 503.
        BlockedReason read = StatusReader.reasonOfText(text);
        return status == 503 || read.code().equals(BlockedReason.MAX_CAPACITY) ? read : plain(text);
    }

    /** The provisioning call has no code for "full": it says so in the text of a general error. */
    private static BlockedReason atCapacity(BlockedReason reason) {
        BlockedReason read = StatusReader.reasonOfText(reason.message());
        boolean full =
                reason.code().equals(BlockedReason.GENERAL_ERROR) && read.code().equals(BlockedReason.MAX_CAPACITY);
        return full ? read : reason;
    }

    private static String validation(JsonView problems) {
        StringBuilder text = new StringBuilder();
        for (JsonView problem : problems.items()) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(problem.at("loc"))
                    .append(' ')
                    .append(problem.at("msg"));
        }
        return excerpt(text.toString());
    }

    private static BlockedReason unforeseen(HttpOutcome.Answered answer) {
        String text = answer.body().strip();
        return plain(text.isEmpty() ? "status " + answer.status() : excerpt(text));
    }

    private static BlockedReason plain(String text) {
        return new BlockedReason(BlockedReason.GENERAL_ERROR, excerpt(text), Optional.empty(), false, false);
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }

    /** True if the same request may succeed later: 503, 429, or an answer that says so itself. Never for other 500s. */
    public boolean isTemporary() {
        return status == 503 || status == 429 || reason.shouldWait();
    }

    /** True if our key is missing or wrong: the operator can put that right, waiting cannot. */
    public boolean isKeyRefused() {
        return status == 401 || status == 403;
    }

    /** True if there are as many engines as there may be: it ends when a stream ends, not when a time is over. */
    public boolean isAtCapacity() {
        return reason.code().equals(BlockedReason.MAX_CAPACITY);
    }

    /** When to come back: what the answer says, else what its header says. */
    public Optional<Duration> comeBackIn() {
        return reason.recoveryEta().or(() -> retryAfter);
    }

    /** True if no such resource or method is known. */
    public boolean isUnknownPath() {
        return status == 404 || status == 405 || status == 501;
    }

    @Override
    public String toString() {
        return status + " " + reason.code() + ": " + reason.message();
    }
}
