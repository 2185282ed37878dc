package io.acexy.orchestrator.reply;

import io.acexy.orchestrator.http.HttpFault;
import java.time.Duration;

/** An outcome in one line. */
record ReplyDescription() implements Reply.Cases<Object, String> {

    @Override
    public String success(Object content, Advice advice) {
        return "success";
    }

    @Override
    public String refused(Refusal refusal) {
        return "refused: " + refusal;
    }

    @Override
    public String failed(HttpFault fault, String reason) {
        return "failed: " + fault + ", " + reason;
    }

    @Override
    public String ambiguous(String reason) {
        return "ambiguous: " + reason;
    }

    @Override
    public String circuitOpen(Duration retryAfter) {
        return "circuit open for another " + retryAfter.toMillis() + " ms";
    }

    @Override
    public String unsupported(String what) {
        return "not offered: " + what;
    }
}
