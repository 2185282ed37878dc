package io.acexy.server.api;

import io.acexy.core.Bugs;
import io.acexy.server.admin.Event;
import io.acexy.server.admin.History;
import io.acexy.server.http.Connection;
import io.acexy.server.http.JsonBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

/**
 * Everybody who listens to events. While there is somebody, an overview is made every two seconds, once for all; each event is
 * put into words for the wire once. Its timer lives on a loop of its own; readers live on those of their connections.
 */
final class EventHub {

    /** More than pages that are open; each costs a connection, and a buffer while it lags. */
    static final int MOST_READERS = 200;

    static final Duration PERIOD = Duration.ofSeconds(2);

    /** So many events are kept as they go over the wire; others are written anew. */
    private static final int FRAMES = 1_024;

    private final History history;
    private final LongFunction<byte[]> overview;
    private final EventLoop loop;
    private final Bugs bugs;

    private final Set<EventReader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReferenceArray<Frame> frames = new AtomicReferenceArray<>(FRAMES);

    /** Null while nobody listens; on the loop only. */
    private Future<?> timer;

    /** An event as it goes over the wire. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and wrapped as it is
    private record Frame(long id, byte[] bytes) {}

    /** @param overview makes one, of this ticker time */
    EventHub(History history, LongFunction<byte[]> overview, EventLoop loop, Bugs bugs) {
        this.history = history;
        this.overview = overview;
        this.loop = loop;
        this.bugs = bugs;
        history.watch(this::news);
    }

    /** One more; null where there are as many as there may be. It counts until its connection has ended, or its body. */
    EventReader admit(Connection connection, OptionalLong lastSeen) {
        if (count.incrementAndGet() > MOST_READERS) {
            count.decrementAndGet();
            return null;
        }
        EventReader reader = new EventReader(connection, lastSeen, history, this);
        connection.channel().closeFuture().addListener(closed -> reader.ended());
        return reader;
    }

    /** How many listen, or are about to. Any thread. */
    int count() {
        return count.get();
    }

    /** Says goodbye to all: this program ends. Any thread. */
    void close() {
        readers.forEach(EventReader::end);
    }

    /** On the reader's loop. */
    void begun(EventReader reader) {
        readers.add(reader);
        post(this::tickSoon);
    }

    /** On the reader's loop. Once. */
    void ended(EventReader reader) {
        readers.remove(reader);
        count.decrementAndGet();
    }

    private void post(Runnable task) {
        try {
            loop.execute(bugs.guard("those who listen to events", task));
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and every connection with it.
        }
    }

    /** On whichever thread something has happened. */
    private void news() {
        readers.forEach(EventReader::wake);
    }

    private void tickSoon() {
        if (timer == null) {
            tick();
        }
    }

    private void tick() {
        timer = null;
        if (readers.isEmpty()) {
            return;
        }
        timer = loop.schedule(
                bugs.guard("the overview for those who listen", this::tick), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        byte[] body = overview.apply(loop.ticker().nanoTime());
        byte[] frame =
                ByteBufUtil.getBytes(Unpooled.wrappedBuffer(text("event: overview\ndata: "), body, text("\n\n")));
        readers.forEach(reader -> reader.overview(frame));
    }

    /** An event as it goes over the wire; to be read only. Any thread. */
    ByteBuf frame(Event event) {
        int slot = (int) (event.id() % FRAMES);
        Frame known = frames.get(slot);
        if (known == null || known.id != event.id()) {
            known = new Frame(event.id(), bytes(event));
            frames.set(slot, known);
        }
        return Unpooled.wrappedBuffer(known.bytes);
    }

    private static byte[] bytes(Event event) {
        String data = new String(JsonBody.of(json -> EventJson.write(json, event)), StandardCharsets.UTF_8);
        return text("id: " + event.id() + "\nevent: " + event.kind().word() + "\ndata: " + data + "\n\n");
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
