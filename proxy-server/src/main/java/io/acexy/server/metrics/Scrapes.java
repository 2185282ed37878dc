package io.acexy.server.metrics;

import io.acexy.server.http.Gzip;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Renders what scrapes are answered with, on a thread of its own: it takes milliseconds, which no event loop has. Of a form
 * there is one rendering at a time, and who asks while it goes on is given the same. The thread ends when nobody has asked for a
 * while. Any thread may ask.
 */
final class Scrapes {

    private static final long IDLE_SECONDS = 30;

    /**
     * How the answer is written.
     *
     * @param type as {@code Content-Type} has it
     * @param packed whether it is compressed
     */
    record Form(String type, boolean packed) {}

    private final Function<String, byte[]> renderer;
    private final Map<Form, Promise<byte[]>> underWay = new HashMap<>(); // guarded by itself

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MetricsDoor.FORMS),
            new DefaultThreadFactory("acexy-metrics", true));

    /** @param renderer the text of this moment, in a type */
    Scrapes(Function<String, byte[]> renderer) {
        this.renderer = renderer;
    }

    /** The text of this moment, or of one that is not over yet; completed on any thread. */
    Future<byte[]> ask(Form form) {
        synchronized (underWay) {
            Promise<byte[]> shared = underWay.get(form);
            if (shared != null) {
                return shared;
            }
            Promise<byte[]> asked = ImmediateEventExecutor.INSTANCE.newPromise();
            thread.execute(() -> render(form, asked));
            underWay.put(form, asked);
            return asked;
        }
    }

    private void render(Form form, Promise<byte[]> asked) {
        byte[] text = null;
        Throwable bug = null;
        try {
            byte[] plain = renderer.apply(form.type());
            text = form.packed() ? Gzip.pack(plain) : plain;
        } catch (RuntimeException | Error e) {
            bug = e;
        }
        synchronized (underWay) {
            underWay.remove(form);
        }
        if (bug == null) {
            asked.setSuccess(text);
        } else {
            asked.setFailure(bug); // reported where the answer is written
        }
    }
}
