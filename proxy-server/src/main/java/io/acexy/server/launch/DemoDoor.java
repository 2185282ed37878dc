package io.acexy.server.launch;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * The door to what can befall the demo: there with {@code --demo} alone. Called on event loops; what has to be waited for is
 * done by the given thread.
 */
final class DemoDoor {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");
    private static final int VIEWERS = 20;
    private static final int MOST_AT_ONCE = 100;

    private final DemoFaults faults;
    private final Executor thread;

    DemoDoor(DemoFaults faults, Executor thread) {
        this.faults = faults;
        this.thread = thread;
    }

    List<Route> routes() {
        return List.of(
                post("viewers", request -> {
                    String stream = stream(request);
                    int number = viewers(request);
                    SocketAddress proxy = proxy(request);
                    return () -> faults.addViewers(proxy, stream, number);
                }),
                post("kill", request -> {
                    String stream = stream(request);
                    return () -> faults.kill(stream);
                }),
                post("slow", request -> {
                    String stream = stream(request);
                    return () -> faults.slowDown(stream);
                }),
                post("vpn", request -> faults::cutVpn),
                post("fill", request -> {
                    SocketAddress proxy = proxy(request);
                    return () -> faults.fill(proxy);
                }),
                post("mend", request -> faults::mend));
    }

    /** Something to do, which says what it has done. */
    private interface Deed {
        String done();
    }

    /** Reads a request, and says what to do. */
    private interface Wish {
        Deed read(Request request);
    }

    private Route post(String name, Wish wish) {
        Handler handler = request -> perform(wish.read(request));
        return new Route(HttpMethod.POST, "/demo/" + name, Area.ADMIN, handler);
    }

    private Future<Answer> perform(Deed deed) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        thread.execute(() -> {
            try {
                String words = deed.done();
                answer.setSuccess(Answer.json(JsonBody.of(json -> json.writeStringField("done", words))));
            } catch (RuntimeException mistake) {
                answer.setFailure(mistake);
            }
        });
        return answer;
    }

    private static String stream(Request request) {
        String digits = request.query().first("stream").orElse("").toLowerCase(Locale.ROOT);
        if (!HASH.matcher(digits).matches()) {
            throw new BadRequestException("watch a channel first: 'stream' has to be its infohash");
        }
        return digits;
    }

    private static int viewers(Request request) {
        try {
            int number = request.query().first("count").map(Integer::parseInt).orElse(VIEWERS);
            return Math.max(1, Math.min(number, MOST_AT_ONCE));
        } catch (NumberFormatException e) {
            throw new BadRequestException("'count' must be a number");
        }
    }

    private static SocketAddress proxy(Request request) {
        return request.connection().channel().localAddress();
    }
}
