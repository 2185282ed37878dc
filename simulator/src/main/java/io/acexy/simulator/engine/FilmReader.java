package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.media.FilmBytes;
import io.acexy.simulator.support.ServerPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;

/**
 * A connection that reads a range of a film: waits for the prebuffer, then sends as fast as the socket takes it. What a real
 * engine says of a film beside length and ranges is not known; tag and duration are a guess.
 */
final class FilmReader extends SessionReader {

    private static final int PIECE = 64 * 1024;
    private static final int OTHER_RANGE_BEGINS_LATER = 1024;
    private static final int DRIP_BYTES_A_SECOND = 100_000;
    /** Half of the bytes, at most so many. */
    private static final long MOST_BEFORE_BREAK = 1 << 20;

    private final FilmScript script;
    private final FilmBytes bytes;
    private final String tag;
    private final long headersAt;
    private long begunAt;
    private long first;
    private long position;
    private long end = -1;

    FilmReader(EngineCore engine, Session session, EngineRequest request, long now) {
        super(engine, session, request);
        this.script = swarm.filmScript();
        this.bytes = script == FilmScript.OTHER_FILE
                ? otherThan(session.file().bytes())
                : session.file().bytes();
        this.tag = '"' + ContentNames.sha1(swarm.infohash + session.fileIndex + bytes.length()) + '"';
        long held = script == FilmScript.SLOW_RANGES && request.hasRange()
                ? settings.faults().stall().pickNanos(engine.random)
                : 0;
        this.headersAt =
                Math.max(now, session.readyAt) + settings.timing().headers().pickNanos(engine.random) + held;
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                // Not at once: this is called in the middle of a flush.
                engine.loop.execute(() -> send(System.nanoTime()));
            }
        });
    }

    private static FilmBytes otherThan(FilmBytes usual) {
        return FilmBytes.pattern(usual.length() + usual.length() / 4 + 1, ~usual.length());
    }

    @Override
    void tick(long now) {
        EngineScript whole = swarm.script().script();
        if (isOver() || whole.silencesMedia()) {
            return;
        }
        if (end < 0 && now >= headersAt) {
            begin(now);
        }
        send(now);
    }

    private void begin(long now) {
        begunAt = now;
        Optional<ByteRange> asked = asked();
        ByteRange sent = asked.orElse(new ByteRange(0, bytes.length()));
        first = sent.first();
        position = first;
        end = sent.end();
        if (sent.equals(ByteRange.NOTHING)) {
            detach();
            String outside = "Content-Range: bytes */" + bytes.length();
            Answer.send(request, Framing.CONTENT_LENGTH, 416, Answer.TEXT, "", outside);
        } else {
            channel.writeAndFlush(Answer.ascii(channel, head(sent, asked.isPresent())));
        }
    }

    /** The range to answer with, empty for the whole file. */
    private Optional<ByteRange> asked() {
        String condition = request.head().header("if-range");
        boolean applies = condition == null || condition.equals(tag);
        Optional<ByteRange> asked =
                applies ? ByteRange.of(request.head().header("range"), bytes.length()) : Optional.empty();
        return switch (script) {
            case IGNORES_RANGES, WITHOUT_LENGTH -> Optional.empty();
            case REFUSES_RANGES -> asked.map(range -> ByteRange.NOTHING);
            case OTHER_RANGE ->
                asked.filter(range -> range.length() > OTHER_RANGE_BEGINS_LATER)
                        .map(range -> new ByteRange(range.first() + OTHER_RANGE_BEGINS_LATER, range.end()))
                        .or(() -> asked);
            default -> asked;
        };
    }

    private StringBuilder head(ByteRange sent, boolean isPart) {
        StringBuilder head = Answer.head(isPart ? 206 : 200)
                .append("Content-Type: ")
                .append(session.file().type())
                .append("\r\n");
        if (script != FilmScript.WITHOUT_LENGTH) {
            head.append("Content-Length: ").append(sent.length()).append("\r\nAccept-Ranges: bytes\r\n");
        }
        if (isPart) {
            head.append("Content-Range: bytes ")
                    .append(sent.first())
                    .append('-')
                    .append(sent.end() - 1)
                    .append('/')
                    .append(bytes.length())
                    .append("\r\n");
        }
        session.file().duration().ifPresent(d -> head.append("X-Content-Duration: ")
                .append(d.toMillis() / 1000.0)
                .append("\r\n"));
        return head.append("ETag: ").append(tag).append("\r\n\r\n");
    }

    private void send(long now) {
        if (isOver() || end < 0 || swarm.script().script().silencesMedia()) {
            return;
        }
        long reach = script.breaksOff() ? breakAt() : end;
        if (script == FilmScript.SLOW_DRIP) {
            reach = Math.min(reach, first + (now - begunAt) * DRIP_BYTES_A_SECOND / 1_000_000_000);
        }
        boolean wrote = false;
        while (position < reach && channel.isWritable()) {
            write((int) Math.min(PIECE, reach - position));
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
        if (position == end) {
            end();
        } else if (script.breaksOff() && position == reach) {
            breakOff();
        }
    }

    private long breakAt() {
        return first + Math.min(MOST_BEFORE_BREAK, (end - first) / 2);
    }

    private void write(int length) {
        ByteBuf piece = channel.alloc().buffer(length);
        bytes.copy(position, length, piece);
        position += length;
        engine.counters.add(swarm.infohash, Count.BYTES, length);
        swarm.arrived(length);
        channel.write(piece);
    }

    private void breakOff() {
        switch (script) {
            case CUT_IN_RANGE -> {
                detach();
                ServerPort.reset(channel);
            }
            case ENDS_EARLY -> end();
            default -> {}
        }
    }

    @Override
    void end() {
        if (isOver()) {
            return;
        }
        detach();
        if (end < 0) {
            refuse();
        } else {
            // close() alone would drop what the socket has not taken yet.
            Answer.finish(channel, Unpooled.EMPTY_BUFFER);
        }
    }
}
