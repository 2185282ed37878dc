package io.acexy.core.hls;

import static io.acexy.core.hls.HlsConfig.TICKS_PER_SECOND;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsDiscontinuity;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a broadcast where players can begin, so that no piece is longer than what has been promised: where keyframes are too
 * far apart it cuts between them, and where not even that can be done it leaves out what lies between. Never copies
 * media. Confined to the broadcast's loop.
 */
final class Segmenter {

    /** In the beginning a player waits for each. */
    private static final long SHORTEST = TICKS_PER_SECOND;

    /** Durations are rounded to whole seconds when they are compared with the target: rather less than half of one. */
    private static final long TOLERANCE = TICKS_PER_SECOND * 4 / 10;

    /** Keyframes that are further apart are not waited for. */
    private static final int LONGEST_IN_SEGMENTS = 3;

    private static final long MOST_BYTES = 128L * 1024 * 1024;

    /** Where the piece begins that is being gathered. */
    @SuppressWarnings("ArrayRecordComponent") // those of a join point, which nobody writes to
    private record Start(long offset, long time, byte[] tables, byte[] lead, boolean independent) {}

    private final long usual;
    private final Consumer<Cut> cuts;
    private final long mostBytes;
    private final Pieces pieces = new Pieces();

    /** Null while a place to begin is looked for. */
    private Start start;

    private JoinPoint candidate;
    private byte[] tables = {};
    private boolean afterLoss;
    private boolean hurried = true;
    private long limit;
    private long time;
    private long lostAt;

    private long lastPointTime = -1;
    private long lastDistance;
    private long longest;

    /** @param cuts is given each piece, and owns it */
    Segmenter(HlsConfig config, Consumer<Cut> cuts) {
        this(config, MOST_BYTES, cuts);
    }

    Segmenter(HlsConfig config, long mostBytes, Consumer<Cut> cuts) {
        this.usual = config.segmentTicks();
        this.limit = LONGEST_IN_SEGMENTS * usual + TOLERANCE;
        this.mostBytes = mostBytes;
        this.cuts = cuts;
    }

    /** The whole seconds that no piece so far, and no distance of keyframes that can be waited for, is longer than. */
    long targetSeconds() {
        long most = Math.max(usual, longest);
        return (most + TICKS_PER_SECOND - 1 - TICKS_PER_SECOND / 10) / TICKS_PER_SECOND;
    }

    /** From now on no piece is longer than so many seconds. */
    void promise(long targetSeconds) {
        limit = targetSeconds * TICKS_PER_SECOND + TOLERANCE;
    }

    /** Nobody waits for short pieces any more. */
    void unhurried() {
        hurried = false;
    }

    /** The media clock at the newest byte, in ticks of 27 MHz. */
    long time() {
        return time;
    }

    /** Bytes that are held for the next piece. */
    long pending() {
        return pieces.bytes();
    }

    void begin(JoinPoint point, boolean resumed) {
        if (resumed) {
            pieces.clear();
            lose();
        }
        time = point.mediaTime();
        start(point);
    }

    void take(Chunk chunk, int from) {
        if (chunk.afterJump() && !pieces.isEmpty()) {
            finish(pieces.end(), time);
            lose();
        }
        ByteBuf slice = chunk.slice(chunk.payloadStart() + from, chunk.payloadEnd());
        pieces.add(chunk.offset() + from, chunk.mediaTime(), slice);
        for (JoinPoint point : chunk.joinPoints()) {
            if (!pieces.isEmpty() && point.offset() >= pieces.start()) {
                place(point);
            }
        }
        time = chunk.mediaTime();
        if (start == null) {
            beginAnywhere();
        }
        if (!keepWithin(time) || pieces.bytes() > mostBytes) {
            lose();
            pieces.clear();
        }
    }

    /** One can begin here; what has been gathered ends here, or somewhere before, or goes on. */
    private void place(JoinPoint point) {
        if (!keepWithin(point.mediaTime())) {
            lose();
        }
        measure(point);
        if (start == null) {
            pieces.dropUntil(point.offset());
            start(point);
        } else if (point.offset() > start.offset) {
            long length = point.mediaTime() - start.time;
            boolean lastChance = length >= SHORTEST && length + lastDistance > limit;
            if (length >= (hurried ? SHORTEST : usual) || lastChance) {
                cutAt(point);
            } else if (length > 0) {
                candidate = point;
            }
        }
    }

    private void measure(JoinPoint point) {
        if (lastPointTime >= 0) {
            lastDistance = point.mediaTime() - lastPointTime;
            note(lastDistance);
        }
        lastPointTime = point.mediaTime();
    }

    private void note(long length) {
        longest = Math.max(longest, Math.min(length, LONGEST_IN_SEGMENTS * usual));
    }

    /**
     * Cuts as often as it takes for what is left to be no longer than the limit at this time.
     *
     * @return false where that cannot be done
     */
    private boolean keepWithin(long now) {
        boolean within = true;
        while (within && start != null && now - start.time > limit) {
            if (candidate != null) {
                cutAt(candidate);
            } else {
                within = cutAnywhere();
            }
        }
        return within;
    }

    /** Behind a jump the place to begin may be told a little later, and so what has come is kept, but not for ever. */
    private void beginAnywhere() {
        if (!pieces.isEmpty() && time - lostAt > limit) {
            boolean tablesFirst = TsPacket.pid(pieces.first(), pieces.first().readerIndex()) == TsPacket.PAT_PID;
            start = new Start(pieces.start(), lostAt, tablesFirst ? new byte[0] : tables, new byte[0], false);
        }
    }

    private void cutAt(JoinPoint point) {
        finish(point.offset() - replaced(point), point.mediaTime());
        pieces.dropUntil(point.offset());
        start(point);
    }

    /** Where the lead stands in for the packet that the picture begins with, the piece before does without. */
    private int replaced(JoinPoint point) {
        ByteBuf packet = point.lead().length == 0 ? null : pieces.packetBefore(point.offset());
        if (packet == null) {
            return 0;
        }
        boolean same = TsPacket.pid(packet, packet.readerIndex()) == leadPid(point);
        return same && TsPacket.payloadUnitStart(packet, packet.readerIndex()) ? TsPacket.SIZE : 0;
    }

    private static int leadPid(JoinPoint point) {
        return ((point.lead()[1] & 0x1F) << 8) | (point.lead()[2] & 0xFF);
    }

    /** Between two packets, as late as it may be; false where that is too late already. */
    private boolean cutAnywhere() {
        long latest = start.time + limit;
        long end = pieces.timeUntil(latest);
        if (end <= start.time) {
            return false;
        }
        long offset = pieces.endUntil(latest);
        byte[] inForce = pieces.tablesAt(offset, tables);
        finish(offset, end);
        tables = inForce;
        start = new Start(offset, end, tables, new byte[0], false);
        return true;
    }

    private void start(JoinPoint point) {
        tables = point.tables();
        byte[] lead = point.lead();
        if (lead.length > 0) {
            // It brings counters of its own: decoders that hear all segments as one stream would miss packets.
            byte[] mark = TsDiscontinuity.packet(leadPid(point), (lead[3] & 0x0F) - 1);
            byte[] marked = new byte[mark.length + lead.length];
            System.arraycopy(mark, 0, marked, 0, mark.length);
            System.arraycopy(lead, 0, marked, mark.length, lead.length);
            lead = marked;
        }
        boolean independent = point.kind() != JoinPoint.Kind.TABLES;
        start = new Start(point.offset(), point.mediaTime(), tables, lead, independent);
        candidate = null;
    }

    /** Ends the piece that has been begun, if there is one and any time has passed in it. */
    private void finish(long offset, long endTime) {
        Start begun = start;
        start = null;
        candidate = null;
        List<ByteBuf> parts = pieces.takeUntil(offset);
        if (begun == null || endTime <= begun.time || parts.isEmpty()) {
            parts.forEach(ByteBuf::release);
            return;
        }
        note(endTime - begun.time);
        List<ByteBuf> all = new ArrayList<>(parts.size() + 1);
        int head = begun.tables.length + begun.lead.length;
        if (head > 0) {
            // Not on the heap: a body that is so in part would be copied as a whole on its way out.
            all.add(Unpooled.directBuffer(head).writeBytes(begun.tables).writeBytes(begun.lead));
        }
        all.addAll(parts);
        ByteBuf body = Unpooled.wrappedUnmodifiableBuffer(all.toArray(ByteBuf[]::new));
        boolean lost = afterLoss;
        afterLoss = false;
        cuts.accept(new Cut(begun.time, endTime, begun.independent, lost, body));
    }

    /** What has been gathered since the last cut is given up, and the next piece begins anew. */
    private void lose() {
        start = null;
        candidate = null;
        lastPointTime = -1;
        afterLoss = true;
        lostAt = time;
    }

    void close() {
        pieces.clear();
        start = null;
    }
}
