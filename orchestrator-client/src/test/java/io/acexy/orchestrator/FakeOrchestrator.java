package io.acexy.orchestrator;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** An orchestrator behind a real socket that answers each path as the test says, and remembers what it was asked. */
final class FakeOrchestrator implements AutoCloseable {

    final MockWebServer server = new MockWebServer();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** One request as it came. */
    record Seen(String method, String target, String body, String authorization, String ifNoneMatch, int connection) {
        String path() {
            return target.split("\\?", 2)[0];
        }
    }

    /** What a path answers. */
    interface Page {
        MockResponse answer(RecordedRequest request) throws InterruptedException;
    }

    private FakeOrchestrator() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                return answer(request);
            }
        });
        server.start(NetUtil.LOCALHOST4, 0);
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        Seen one = new Seen(
                request.getMethod(),
                request.getTarget(),
                request.getBody() == null ? "" : request.getBody().utf8(),
                request.getHeaders().get("Authorization"),
                request.getHeaders().get("If-None-Match"),
                request.getConnectionIndex());
        seen.add(one);
        Page page = pages.get(one.method() + " " + one.path());
        return page == null ? json(404, "{\"detail\":\"Not Found\"}") : page.answer(request);
    }

    static FakeOrchestrator speaking(Dialect dialect) {
        try {
            FakeOrchestrator fake = new FakeOrchestrator();
            fake.become(dialect);
            return fake;
        } catch (IOException noSocket) {
            throw new IllegalStateException(noSocket);
        }
    }

    /** Takes the pages of that dialect and forgets all others. */
    void become(Dialect dialect) {
        pages.clear();
        switch (dialect) {
            case A_OCT -> on("GET /orchestrator/status", json(200, Samples.STATUS_A_OCT));
            case A_DEC -> on("GET /orchestrator/status", json(200, Samples.STATUS_A_DEC));
            case A_LAST -> {
                on("GET /api/v1/version", json(200, "{\"version\":\"1.7.3\"}"));
                on("GET /orchestrator/status", json(200, Samples.STATUS_A_DEC));
            }
            case B -> {
                on("GET /api/v1/version", json(200, "{\"version\":\"2.1\",\"go_unified\":true}"));
                on("GET /api/v1/orchestrator/status", json(200, Samples.STATUS_B));
            }
        }
    }

    /** Answers in this order; the last one for ever. */
    FakeOrchestrator on(String methodAndPath, MockResponse... answers) {
        Deque<MockResponse> script = new ArrayDeque<>(Arrays.asList(answers));
        return page(methodAndPath, request -> {
            synchronized (script) {
                return script.size() > 1 ? script.poll() : script.peek();
            }
        });
    }

    FakeOrchestrator page(String methodAndPath, Page page) {
        pages.put(methodAndPath, page);
        return this;
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse text(int status, String type, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", type)
                .body(body)
                .build();
    }

    /** What was asked, without the questions that find out the dialect. */
    List<Seen> seen(String methodAndPath) {
        return seen.stream()
                .filter(one -> (one.method() + " " + one.path()).equals(methodAndPath))
                .toList();
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        server.close();
    }
}
