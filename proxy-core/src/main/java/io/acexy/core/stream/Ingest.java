package io.acexy.core.stream;

import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.Chunk;
import io.acexy.core.broadcast.ChunkAssembler;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The way of the bytes from an engine into a broadcast: aligned to packets, looked at once, gathered, published. This is the
 * one place where media is copied. Confined to the stream's home loop.
 */
final class Ingest {

    private static final long MAX_GARBAGE = 1024 * 1024;

    private final EventLoop home;
    private final Broadcast broadcast;
    private final ChunkAssembler assembler;
    private final TsAligner aligner = new TsAligner();
    private final TsInspector inspector;
    private final long windowMillis;
    private final Runnable published;

    private long lastJoinPoint = System.nanoTime();
    private boolean joinable;
    private boolean windowOpen;
    private boolean closed;

    /** @param published called after each chunk that was published */
    Ingest(
            EventLoop home,
            Broadcast broadcast,
            BroadcastConfig config,
            ByteBufAllocator allocator,
            Runnable published) {
        this.home = home;
        this.broadcast = broadcast;
        this.assembler = new ChunkAssembler(allocator, config.slabBytes());
        this.inspector = new TsInspector(this::mark);
        this.windowMillis = config.window().toMillis();
        this.published = published;
    }

    private void mark(JoinPoint point) {
        lastJoinPoint = System.nanoTime();
        joinable = true;
        broadcast.mark(point);
    }

    /**
     * Radio and broken encoders show no keyframe: after a while players may join at the programme tables.
     *
     * @return false when there are not even tables, so that nobody will ever be able to join
     */
    boolean offerJoinPoint(Duration patience) {
        if (System.nanoTime() - lastJoinPoint < patience.toNanos()) {
            return true;
        }
        Optional<JoinPoint> tables = inspector.tablesPoint();
        tables.ifPresent(broadcast::mark);
        return tables.isPresent() || joinable;
    }

    TsInspector inspector() {
        return inspector;
    }

    /** Whether so much has come that is no packet, that this cannot be a transport stream. */
    boolean isGarbage() {
        return aligner.skippedBytes() > MAX_GARBAGE;
    }

    /** Takes over the next piece from the engine. */
    void accept(ByteBuf media) {
        try {
            while (!closed && media.isReadable()) {
                ByteBuf room = assembler.room();
                int before = room.writerIndex();
                aligner.align(media, room);
                inspect(room, before);
                if (assembler.isFull()) {
                    publish();
                }
            }
            openWindow();
        } finally {
            media.release();
        }
    }

    private void inspect(ByteBuf room, int from) {
        long base = assembler.offset();
        for (int at = from; at < room.writerIndex(); at += TsPacket.SIZE) {
            inspector.inspect(room, at, base + at);
        }
    }

    /** What has been gathered is published after the window at the latest, however little it is. */
    private void openWindow() {
        if (!windowOpen && !closed && assembler.room().isReadable()) {
            windowOpen = true;
            home.schedule(this::closeWindow, windowMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void closeWindow() {
        windowOpen = false;
        if (!closed) {
            publish();
        }
    }

    private void publish() {
        Chunk chunk = assembler.cut(inspector.mediaTime());
        if (chunk != null) {
            broadcast.publish(chunk);
            published.run();
        }
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
