package io.acexy.core.stream;

import io.acexy.core.GuardedLoop;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.Chunk;
import io.acexy.core.broadcast.ChunkAssembler;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsDiscontinuity;
import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.source.Continuation;
import io.acexy.core.source.Published;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * The way of the bytes from an engine into a broadcast: aligned to packets, looked at once, gathered, published. This is the
 * one place where media is copied. Confined to the stream's home loop.
 */
final class Ingest {

    /** Whom it tells. Called on the home loop. */
    interface Owner {

        /** So many bytes must come before anything is done with them; 1: what has come is wanted now. */
        void wakeAt(int bytes);

        /** With what is published next, players can begin. Once. */
        void joinable();

        /** A chunk has been published. */
        void published();
    }

    private final EventLoop home;
    private final GuardedLoop tasks;
    private final Broadcast broadcast;
    private final ChunkAssembler assembler;
    private final Published published;
    private final TsInspector inspector;
    private final Duration window;
    private final Owner owner;

    private TsAligner aligner = new TsAligner();

    /** When the source in use brought its first media, or the last place to join at; by the loop's ticker. */
    private long patienceFrom;

    private boolean awaitingMedia = true;
    private boolean joinable;
    private boolean begun;
    private boolean closed;
    private boolean taking;

    /** Ends the window of what has been gathered; null while nothing has. */
    private Future<?> windowEnd;

    /** Whether the last chunk was full before its window ended, as the next one will probably be. */
    private boolean brisk;

    private int wantedBytes = 1;

    /** @param tasks its timers */
    Ingest(GuardedLoop tasks, Broadcast broadcast, BroadcastConfig config, ByteBufAllocator allocator, Owner owner) {
        this.home = tasks.loop();
        this.tasks = tasks;
        this.broadcast = broadcast;
        this.assembler = new ChunkAssembler(allocator, config.chunkBytes());
        this.published = new Published(this::mark);
        this.inspector = published.inspector();
        this.window = config.window();
        this.owner = owner;
    }

    private void mark(JoinPoint point) {
        patienceFrom = home.ticker().nanoTime();
        nowJoinable();
        broadcast.mark(point);
    }

    private void nowJoinable() {
        if (!joinable) {
            joinable = true;
            owner.joinable();
        }
    }

    /**
     * Radio and broken encoders show no keyframe: after a while players may join at the programme tables. The while begins
     * with the first media of each source: cold contents take long to that, and then as long as others.
     *
     * @return false when there are not even tables, so that nobody will ever be able to join
     */
    boolean offerJoinPoint(Duration patience) {
        if (awaitingMedia || home.ticker().nanoTime() - patienceFrom < patience.toNanos()) {
            return true;
        }
        if (broadcast.hasBeginning()) {
            return true; // keyframes that are far apart: the last one is better than the middle of a picture
        }
        Optional<JoinPoint> tables = inspector.tablesPoint();
        tables.ifPresent(point -> {
            nowJoinable();
            broadcast.mark(point);
        });
        return joinable;
    }

    TsInspector inspector() {
        return inspector;
    }

    /** What has been taken in; moves on. */
    Published published() {
        return published;
    }

    /** Takes over the next piece from the engine. What comes of it must not lead back here before it is done. */
    void accept(ByteBuf media) {
        assert home.inEventLoop() && !taking;
        taking = true;
        try {
            boolean more;
            do {
                ByteBuf room = assembler.room();
                int before = room.writerIndex();
                aligner.align(media, room);
                // A full room may leave whole packets behind in the aligner, when the piece itself is used up.
                more = media.isReadable() || assembler.isFull();
                take(room, before);
            } while (!closed && more);
            openWindow();
        } finally {
            taking = false;
            media.release();
        }
    }

    /**
     * Goes on with another source. After a jump, what decoders need comes first: tables, and a mark of discontinuity for each
     * PID. Continuity counters run on in any case.
     */
    void continueWith(Continuation next) {
        assert home.inEventLoop() && !taking : "another source in the middle of a piece";
        published.sourceChanged();
        if (!next.isExact()) {
            cut();
            broadcast.jump();
            JoinPoint point = next.point();
            append(Unpooled.wrappedBuffer(point.tables(), TsDiscontinuity.before(point), point.lead()));
        }
        awaitingMedia = true;
        next.packets().forEach(this::append);
        aligner = next.aligner();
        openWindow();
    }

    private void append(ByteBuf packets) {
        while (!closed && packets.isReadable()) {
            ByteBuf room = assembler.room();
            int before = room.writerIndex();
            room.writeBytes(packets, Math.min(packets.readableBytes(), room.writableBytes()));
            take(room, before);
        }
    }

    /** Looks once at each packet that has been put into the room. */
    private void take(ByteBuf room, int from) {
        if (awaitingMedia && room.writerIndex() > from) {
            awaitingMedia = false;
            patienceFrom = home.ticker().nanoTime();
        }
        long base = assembler.offset();
        for (int at = from; at < room.writerIndex(); at += TsPacket.SIZE) {
            published.add(room, at, base + at);
        }
        if (assembler.isFull()) {
            publish();
            brisk = true;
        }
    }

    /**
     * What has been gathered is published after the window at the latest, however little it is; and at once until the first
     * players have begun, who wait for every byte.
     */
    private void openWindow() {
        if (closed) {
            return;
        }
        if (!begun) {
            begun = joinable;
            publish();
        } else if (windowEnd == null && assembler.room().isReadable()) {
            windowEnd = tasks.after(window, this::closeWindow);
        }
        want(windowEnd != null && brisk ? assembler.room().writableBytes() : 1);
    }

    /** Takes what waits at the engine's connection, if it has been left there, before the chunk is cut. */
    private void closeWindow() {
        brisk = false;
        if (wantedBytes > 1) {
            want(1);
            // A timer, and not a task: tasks run before the loop looks for events again.
            windowEnd = tasks.after(Duration.ZERO, this::publish);
        } else {
            publish();
        }
    }

    private void want(int bytes) {
        wantedBytes = bytes;
        owner.wakeAt(bytes);
    }

    private void publish() {
        if (cut()) {
            owner.published();
        }
    }

    private boolean cut() {
        if (windowEnd != null) {
            windowEnd.cancel(false);
            windowEnd = null;
        }
        Chunk chunk = assembler.cut(inspector.mediaTime());
        if (chunk != null) {
            broadcast.publish(chunk);
        }
        return chunk != null;
    }

    /** Publishes what is left and takes no more. */
    void close() {
        if (!closed) {
            publish();
            closed = true;
            assembler.release();
        }
    }
}
