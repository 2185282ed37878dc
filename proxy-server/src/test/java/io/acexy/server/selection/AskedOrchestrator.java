package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.json.EngineReader;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineState;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An orchestrator whose answers come when and as the test says, and a loop whose time stands still until the test moves it. Lists,
 * states and engines are asked for; everything else is not offered unless a test offers it.
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
            (proxy, method, arguments) -> called(method, arguments));

    Optional<Dialect> dialect = Optional.of(Dialect.A_LAST);
    boolean keyRefused;
    boolean circuitOpen;

    /** The names of all calls that wait for an answer, or did. */
    final List<String> calls = new ArrayList<>();

    private final Set<String> offered = new HashSet<>(Set.of("engines", "status", "provision"));
    private final Map<String, Deque<Promise<Object>>> open = new HashMap<>();
    int listsAsked;

    /** How long the last call for an engine may be waited for. */
    Duration patience = Duration.ZERO;

    int provisionsAsked;

    private Object called(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "isKeyRefused" -> keyRefused;
            case "isCircuitOpen" -> circuitOpen;
            case "dialect" -> dialect;
            case "provision" -> {
                patience = (Duration) arguments[1];
                yield asked("provision", (EventExecutor) arguments[2]);
            }
            default -> asked(method.getName(), (EventExecutor) arguments[arguments.length - 1]);
        };
    }

    private Object asked(String method, EventExecutor caller) {
        calls.add(method);
        if (!offered.contains(method)) {
            return caller.newSucceededFuture(new Reply.Unsupported<>(method));
        }
        listsAsked += method.equals("engines") ? 1 : 0;
        provisionsAsked += method.equals("provision") ? 1 : 0;
        Promise<Object> answer = caller.newPromise();
        open.computeIfAbsent(method, name -> new ArrayDeque<>()).add(answer);
        return answer;
    }

    /** From now on these calls wait for their answers, too. */
    void offers(String... methods) {
        offered.addAll(Arrays.asList(methods));
    }

    /** How often that was called. */
    long count(String method) {
        return calls.stream().filter(method::equals).count();
    }

    boolean isAsked(String method) {
        return !open.getOrDefault(method, new ArrayDeque<>()).isEmpty();
    }

    Clockwork clockwork() {
        return new Clockwork(loop, ticker, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), () -> 0.5);
    }

    Desk desk() {
        return new Desk(clockwork(), bugs);
    }

    /** Whether anything is to happen later. */
    boolean hasTimers() {
        return channel.runScheduledPendingTasks() != -1;
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

    /** Answers the oldest open call of that name. */
    void answer(String method, Reply<?> reply) {
        open.get(method).remove().setSuccess(reply);
        run();
    }

    void give(String method, Object content) {
        answer(method, new Reply.Success<>(content, Advice.NONE));
    }

    void fail(String method) {
        answer(method, new Reply.Failed<>(HttpFault.TIMEOUT, "no complete answer within 5000 ms"));
    }

    /** Answers the oldest open question for the list. */
    void list(String json) {
        EngineList list = JsonDocument.parse(json)
                .flatMap(answer -> EngineReader.engines(answer, ticker.nanoTime()))
                .orElseThrow();
        give("engines", list);
    }

    void list(Listed... engines) {
        List<EngineState> states = Arrays.stream(engines).map(Listed::state).toList();
        give("engines", new EngineList(states, 0, ticker.nanoTime()));
    }

    /** Answers the oldest open question for the state. */
    void state(String json) {
        give("status", Looks.status(json));
    }

    void noState() {
        fail("status");
    }

    /** Ends the oldest open call for an engine. */
    void provisioned(Reply<Provisioned> reply) {
        answer("provision", reply);
    }

    boolean isAskedForList() {
        return isAsked("engines");
    }

    boolean isAskedForState() {
        return isAsked("status");
    }
}
