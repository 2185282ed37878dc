package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.json.EngineReader;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.StatusReader;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An orchestrator whose answers come when and as the test says, and a loop whose time stands still until the test moves it. Lists,
 * states and engines are asked for; everything else is not offered.
 */
final class AskedOrchestrator {

    final Bugs bugs = new Bugs();
    final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    final EventLoop loop = channel.eventLoop();

    final OrchestratorClient client = (OrchestratorClient) Proxy.newProxyInstance(
            OrchestratorClient.class.getClassLoader(),
            new Class<?>[] {OrchestratorClient.class},
            (proxy, method, arguments) -> asked(method, arguments));

    private final Deque<Promise<Reply<EngineList>>> lists = new ArrayDeque<>();
    private final Deque<Promise<Reply<OrchestratorStatus>>> states = new ArrayDeque<>();
    private final Deque<Promise<Reply<Provisioned>>> provisions = new ArrayDeque<>();
    int listsAsked;
    int provisionsAsked;

    private Object asked(Method method, Object[] arguments) {
        if (method.getName().equals("isKeyRefused")) {
            return false;
        }
        if (method.getName().equals("dialect")) {
            return Optional.of(Dialect.A_LAST);
        }
        EventExecutor caller = (EventExecutor) arguments[arguments.length - 1];
        switch (method.getName()) {
            case "engines" -> {
                Promise<Reply<EngineList>> list = caller.newPromise();
                listsAsked++;
                lists.add(list);
                return list;
            }
            case "status" -> {
                Promise<Reply<OrchestratorStatus>> state = caller.newPromise();
                states.add(state);
                return state;
            }
            case "provision" -> {
                Promise<Reply<Provisioned>> engine = caller.newPromise();
                provisionsAsked++;
                provisions.add(engine);
                return engine;
            }
            default -> {}
        }
        return caller.newSucceededFuture(new Reply.Unsupported<>(method.getName()));
    }

    Clockwork clockwork() {
        return new Clockwork(loop, ticker, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), () -> 0.5);
    }

    Desk desk() {
        return new Desk(clockwork(), bugs);
    }

    void run() {
        channel.runPendingTasks();
    }

    void advance(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        run();
        // What a timer has handed to the loop.
        run();
    }

    /** Answers the oldest open question for the list. */
    void list(String json) {
        EngineList list = JsonDocument.parse(json)
                .flatMap(answer -> EngineReader.engines(answer, ticker.nanoTime()))
                .orElseThrow();
        lists.remove().setSuccess(new Reply.Success<>(list, Advice.NONE));
        run();
    }

    /** Answers the oldest open question for the state. */
    void state(String json) {
        OrchestratorStatus status =
                JsonDocument.parse(json).flatMap(StatusReader::status).orElseThrow();
        states.remove().setSuccess(new Reply.Success<>(status, Advice.NONE));
        run();
    }

    void noState() {
        states.remove().setSuccess(new Reply.Failed<>(HttpFault.TIMEOUT, "no complete answer within 5000 ms"));
        run();
    }

    /** Ends the oldest open call for an engine. */
    void provisioned(Reply<Provisioned> reply) {
        provisions.remove().setSuccess(reply);
        run();
    }

    boolean isAskedForList() {
        return !lists.isEmpty();
    }

    boolean isAskedForState() {
        return !states.isEmpty();
    }
}
