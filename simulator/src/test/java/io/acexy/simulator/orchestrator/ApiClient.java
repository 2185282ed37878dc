package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.JsonObject;
import io.acexy.simulator.support.JsonTree;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A client that knows the API's shapes and keeps its connections. */
final class ApiClient {

    static final String KEY = "the-key";
    private static final Duration TIMEOUT = Patience.LIMIT;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String[] headers;

    /** With headers of its own on each request: names and values by turns. */
    ApiClient(String base, String... headers) {
        this.base = base;
        this.headers = headers;
    }

    static ApiClient of(OrchestratorSimulator orchestrator, String... headers) {
        String prefix = orchestrator.dialect() == OrchestratorDialect.B ? "/api/v1" : "";
        return new ApiClient(orchestrator.url() + prefix, headers);
    }

    /** What came back. */
    record Exchange(int status, String body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        JsonObject object() {
            return (JsonObject) JsonTree.parse(body).value();
        }

        @SuppressWarnings("unchecked")
        List<JsonObject> array() {
            return (List<JsonObject>) JsonTree.parse(body).value();
        }

        /** {@code detail} of an error. */
        JsonObject detail() {
            return object().object("detail");
        }
    }

    private HttpRequest.Builder request(String path, String... more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (more.length > 0) {
            request.headers(more);
        }
        return request;
    }

    private Exchange send(HttpRequest request) throws IOException, InterruptedException {
        return exchange(http.send(request, BodyHandlers.ofString()));
    }

    private static Exchange exchange(HttpResponse<String> response) {
        return new Exchange(response.statusCode(), response.body(), response);
    }

    Exchange get(String path, String... more) throws IOException, InterruptedException {
        return send(request(path, more).build());
    }

    Exchange post(String path, String body, String... more) throws IOException, InterruptedException {
        return send(request(path, more)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Exchange send(String method, String path) throws IOException, InterruptedException {
        return send(request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    CompletableFuture<Exchange> postLater(String path, String body) {
        HttpRequest request =
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(ApiClient::exchange);
    }

    CompletableFuture<Exchange> getLater(String path) {
        return http.sendAsync(request(path).build(), BodyHandlers.ofString()).thenApply(ApiClient::exchange);
    }

    List<JsonObject> engines() throws IOException, InterruptedException {
        return get("/engines").array();
    }

    /** One engine of the list. */
    JsonObject engine(String containerId) throws IOException, InterruptedException {
        return engines().stream()
                .filter(e -> containerId.equals(e.text("container_id")))
                .findFirst()
                .orElseThrow();
    }

    Exchange provision() throws IOException, InterruptedException {
        return post("/provision/acestream", "{\"labels\":{},\"env\":{}}");
    }

    Exchange started(String containerId, String key, String session) throws IOException, InterruptedException {
        return post("/events/stream_started", startedBody(containerId, "127.0.0.1", 1, key, session));
    }

    Exchange ended(String containerId, String streamId) throws IOException, InterruptedException {
        return post("/events/stream_ended", endedBody(containerId, streamId));
    }

    /** A body that every dialect takes. */
    static String startedBody(String containerId, String host, int port, String key, String session) {
        String url = "http://" + host + ":" + port + "/ace/";
        return JsonTree.write(new JsonObject()
                .with("container_id", containerId)
                .with("content_id", key)
                .with("engine", new JsonObject().with("host", host).with("port", port))
                .with("stream", new JsonObject().with("key_type", "infohash").with("key", key))
                .with(
                        "session",
                        new JsonObject()
                                .with("playback_session_id", session)
                                .with("stat_url", url + "stat/" + key + "/" + session)
                                .with("command_url", url + "cmd/" + key + "/" + session)
                                .with("is_live", 1))
                .with("labels", Map.of("stream_id", key + "|" + session)));
    }

    static String endedBody(String containerId, String streamId) {
        JsonObject body = new JsonObject()
                .withPresent("container_id", containerId)
                .withPresent("stream_id", streamId)
                .with("reason", "eof");
        if (streamId != null) {
            body.with("content_id", streamId.replaceFirst("\\|.*", ""));
        }
        return JsonTree.write(body);
    }
}
