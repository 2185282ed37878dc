package io.acexy.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.http.HttpCall;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.reply.Reply;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DialectProberTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<HttpCall> calls = new ArrayList<>();
    private final List<Consumer<HttpOutcome>> open = new ArrayList<>();
    private final List<Reply<Dialect>> found = new ArrayList<>();

    private final HttpTransport transport = new HttpTransport() {
        @Override
        public void execute(HttpCall call, Consumer<HttpOutcome> then) {
            calls.add(call);
            open.add(then);
        }

        @Override
        public void close() {}
    };

    private void answer(int status, String body) {
        open.get(open.size() - 1).accept(new HttpOutcome.Answered(status, new DefaultHttpHeaders(), body));
    }

    /** One that takes 4 s for each answer was never found while both reads shared the time of one. */
    @Test
    void givesEachReadItsOwnTime() {
        new DialectProber(transport, "", TIMEOUT).probe(found::add);
        answer(404, "{\"detail\":\"Not Found\"}");
        answer(200, Samples.STATUS_A_DEC);
        assertThat(calls).extracting(HttpCall::timeout).containsExactly(TIMEOUT, TIMEOUT);
        assertThat(found.get(0).contentIfAny()).contains(Dialect.A_DEC);
    }

    @Test
    void needsOneReadWhereThereIsAVersionPage() {
        new DialectProber(transport, "", TIMEOUT).probe(found::add);
        answer(200, "{\"version\":\"1.7.3\"}");
        assertThat(found.get(0).contentIfAny()).contains(Dialect.A_LAST);
        assertThat(calls).hasSize(1);
    }

    @Test
    void saysThatAKeyIsRefusedWhereEvenReadsNeedOne() {
        new DialectProber(transport, "", TIMEOUT).probe(found::add);
        answer(401, "unauthorized");
        answer(401, "unauthorized");
        assertThat(found.get(0).describe()).contains("refuses the key");
    }
}
