package io.acexy.simulator.engine;

import static io.acexy.simulator.media.EndlessMedia.PACKET_SIZE;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.support.ServerPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;

/**
 * A connection that reads a broadcast: waits for the prebuffer, then sends at the pace of the settings as long as the socket
 * takes it.
 */
final class Reader extends SessionReader {

    /** A piece that is not full after this time is sent as it is, or slow media would come in gulps of a second. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int HALF_PACKET = 94;

    private final boolean chunked;
    private final PieceMaker pieces;
    private final long headersAt;
    private Pace pace;
    private Gzip gzip;
    private long position;
    private long headersSentAt;
    private long lastWrite;
    private int nextPiece;
    private long leftoverEnd = Long.MAX_VALUE;

    Reader(EngineCore engine, Session session, EngineRequest request, long now) {
        super(engine, session, request);
        this.chunked =
                settings.wire().media() == Framing.CHUNKED && !request.head().oldProtocol();
        this.pieces = new PieceMaker(swarm.media);
        this.headersAt =
                Math.max(now, session.readyAt) + settings.timing().headers().pickNanos(engine.random);
    }

    @Override
    boolean isServed(long now) {
        return pace != null && now - headersSentAt >= settings.faults().after().toNanos();
    }

    /** Media time that the reader has, or the engine's edge before it has any. */
    long mediaNanos() {
        return pace == null ? swarm.edgeNanos() : pace.mediaNanos();
    }

    @Override
    void tick(long now) {
        EngineScript script = swarm.script().script();
        if (isOver()) {
            return;
        }
        if (pace == null) {
            if (now >= headersAt && script != EngineScript.OFFLINE && !script.hangs()) {
                begin(script, now);
            }
            return;
        }
        boolean served = isServed(now);
        if (swarm.isStalled(now) || (script.silencesMedia() && (served || script != EngineScript.STARVED))) {
            pace.pause(now);
            return;
        }
        if (served && endsStream(script)) {
            breakOff(script);
            return;
        }
        boolean distorted = served || script.scope() == EngineScript.Scope.PLAYBACK;
        pieces.distort(distorted ? Distortion.of(script) : Distortion.NONE, position);
        advance(now, served && script == EngineScript.SLOW_DRIP);
    }

    private void begin(EngineScript script, long now) {
        Answer.informational(request, script);
        StringBuilder head = Answer.head(script.mediaStatus())
                .append("Content-Type: ")
                .append(WireSettings.MEDIA_TYPE)
                .append("\r\n");
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        if (script == EngineScript.HUGE_HEADERS) {
            appendHugeHeaders(head);
        }
        switch (script) {
            case MEDIA_206 -> head.append("Content-Range: bytes 0-9223372036854775806/9223372036854775807\r\n");
            case MEDIA_206_FROM_THE_MIDDLE -> head.append("Content-Range: bytes 188-9223372036854775806/*\r\n");
            case MEDIA_GZIPPED -> {
                head.append("Content-Encoding: gzip\r\n");
                gzip = new Gzip();
            }
            default -> {}
        }
        channel.writeAndFlush(Answer.ascii(channel, head.append("\r\n")));
        headersSentAt = now;
        lastWrite = now;
        long edge = script == EngineScript.ENDS_AGAIN ? engine.repeatFrom(swarm) : swarm.edgeNanos();
        pace = new Pace(settings.pacing(), engine.random, edge, now);
        if (session.leftoverOnly || script == EngineScript.ENDS_AGAIN) {
            long end = pace.mediaNanos() + settings.faults().leftover().toNanos();
            leftoverEnd = swarm.media.packetAtNanos(end) * PACKET_SIZE;
        }
        long first = swarm.media.packetAtNanos(pace.mediaNanos());
        position = script == EngineScript.MID_PACKET
                ? swarm.media.lastOf(swarm.media.pmtPid(), first) * PACKET_SIZE + HALF_PACKET
                : first * PACKET_SIZE;
    }

    private void appendHugeHeaders(StringBuilder head) {
        String value = "x".repeat(1000);
        for (int i = 0; i < settings.faults().hugeBytes() / 16 / value.length(); i++) {
            head.append("X-Filler-").append(i).append(": ").append(value).append("\r\n");
        }
    }

    private void advance(long now, boolean drips) {
        if (!channel.isWritable()) {
            pace.pause(now);
        } else {
            pace.advance(
                    now,
                    swarm.edgeNanos(),
                    drips ? FaultSettings.DRIP_SHARE : settings.pacing().burstSpeed());
        }
        if (pace.hasLost(swarm.edgeNanos())) {
            moveTo(swarm.edgeNanos() - settings.pacing().burst().toNanos());
        }
        send(now);
    }

    /** Continues elsewhere in the broadcast, after the packet that is being sent: as after a live seek. */
    void moveTo(long mediaNanos) {
        if (pace == null) {
            return;
        }
        long rest = Math.floorMod(-position, (long) PACKET_SIZE);
        if (rest > 0) {
            write(position + rest);
        }
        pace.jump(mediaNanos);
        position = swarm.media.packetAtNanos(mediaNanos) * PACKET_SIZE;
    }

    private void send(long now) {
        long available = Math.min(leftoverEnd, swarm.media.packetAtNanos(pace.mediaNanos()) * PACKET_SIZE);
        boolean wrote = false;
        while (position < available && channel.isWritable()) {
            if (nextPiece == 0) {
                nextPiece = drawPiece();
            }
            if (available - position < nextPiece && now - lastWrite < GATHER_NANOS) {
                break;
            }
            write(Math.min(available, position + nextPiece));
            lastWrite = now;
            nextPiece = 0;
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
        if (position >= leftoverEnd) {
            end();
        }
    }

    private int drawPiece() {
        PacingSettings pacing = settings.pacing();
        return pacing.minPiece() + engine.random.nextInt(pacing.maxPiece() - pacing.minPiece() + 1);
    }

    private void write(long to) {
        ByteBuf piece = pieces.make(position, to, channel.alloc());
        position = to;
        int length = piece.readableBytes();
        if (length == 0) {
            piece.release();
            return;
        }
        engine.counters.add(swarm.infohash, Count.BYTES, length);
        ByteBuf body = gzip == null ? piece : gzip.pack(channel.alloc(), piece);
        if (chunked) {
            channel.write(Answer.ascii(channel, Integer.toHexString(body.readableBytes()) + "\r\n"));
        }
        channel.write(body);
        if (chunked) {
            channel.write(Answer.ascii(channel, "\r\n"));
        }
    }

    private static boolean endsStream(EngineScript script) {
        return switch (script) {
            case EOF_MIDSTREAM, RST_MIDSTREAM, CUT_CHUNK, HALF_PACKET_THEN_EOF -> true;
            default -> false;
        };
    }

    private void breakOff(EngineScript script) {
        switch (script) {
            case RST_MIDSTREAM -> {
                detach();
                ServerPort.reset(channel);
            }
            case CUT_CHUNK -> {
                detach();
                channel.write(Answer.ascii(channel, chunked ? "1000\r\n" : ""));
                Answer.finish(channel, pieces.make(position, position + PACKET_SIZE, channel.alloc()));
                engine.counters.add(swarm.infohash, Count.BYTES, PACKET_SIZE);
            }
            case HALF_PACKET_THEN_EOF -> {
                long packetStart = Math.floorDiv(position, PACKET_SIZE) * PACKET_SIZE;
                long half = packetStart + HALF_PACKET;
                write(half > position ? half : half + PACKET_SIZE);
                end();
            }
            default -> end();
        }
    }

    @Override
    void end() {
        if (isOver()) {
            return;
        }
        detach();
        if (pace == null) {
            refuse();
        } else if (chunked) {
            Answer.finish(channel, Answer.ascii(channel, "0\r\n\r\n"));
        } else {
            // close() alone would drop what the socket has not taken yet.
            Answer.finish(channel, Unpooled.EMPTY_BUFFER);
        }
    }
}
