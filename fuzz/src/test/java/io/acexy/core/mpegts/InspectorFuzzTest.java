package io.acexy.core.mpegts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Reads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packets of any kind: the inspector goes on, its clock never goes back, and what it offers as a place to begin at is one. Where the
 * bytes do not begin with a packet, the checksums of tables are mended first, so that changed tables are read.
 */
@Reads({
    BitReader.class,
    ContinuityMonitor.class,
    MediaClock.class,
    ParameterSets.class,
    PesHeader.class,
    PictureScanner.class,
    ProgramTables.class,
    PsiSections.class,
    SeiReader.class,
    TableStream.class,
    TsInspector.class
})
class InspectorFuzzTest {

    /** Tables of both kinds at their longest, and parameter sets at theirs. */
    private static final int MOST_BYTES = ProgramTables.LONGEST_COPY + 32 * 2048 + 2 * 1024;

    @FuzzTest
    void whateverComesThePlacesToBeginAtArePlaces(byte[] data) {
        boolean mended = data.length > 0 && data[0] != TsPacket.SYNC;
        byte[] packets = Arrays.copyOfRange(data, mended ? 1 : 0, data.length);
        if (mended) {
            Checksums.mend(packets);
        }
        inspect(packets, packets.length - packets.length % TsPacket.SIZE);
    }

    private static void inspect(byte[] packets, int length) {
        List<JoinPoint> points = new ArrayList<>();
        TsInspector inspector = new TsInspector(points::add);
        ByteBuf buffer = Unpooled.wrappedBuffer(packets);
        long clock = 0;
        long before = 0;
        for (int at = 0; at < length; at += TsPacket.SIZE) {
            int known = points.size();
            inspector.inspect(buffer, at, at);
            for (JoinPoint point : points.subList(known, points.size())) {
                expectAPlace(point, before, at);
                expectAPlayerFollows(point, packets, at + TsPacket.SIZE);
                before = point.offset();
            }
            if (inspector.mediaTime() < clock || points.size() - known > 2) {
                throw new AssertionError("the clock went back, or one packet made many places to begin at");
            }
            clock = inspector.mediaTime();
        }
        if (inspector.packets() != length / TsPacket.SIZE || inspector.tables().length > ProgramTables.LONGEST_COPY) {
            throw new AssertionError(inspector.packets() + " packets");
        }
        expectWords(inspector.tracks().toString());
        inspector.tablesPoint().ifPresent(point -> expectAPlace(point, 0, length));
    }

    private static void expectWords(String tracks) {
        if (tracks.isEmpty()) {
            throw new AssertionError("the tracks are not told");
        }
    }

    private static void expectAPlace(JoinPoint point, long before, long at) {
        boolean whole = point.offset() % TsPacket.SIZE == 0
                && point.tables().length % TsPacket.SIZE == 0
                && point.lead().length % TsPacket.SIZE == 0;
        long latest = point.lead().length > 0 ? at + TsPacket.SIZE : at; // the lead may stand in for this packet
        boolean inOrder = point.offset() >= before && point.offset() <= latest;
        if (!whole || !inOrder || point.tables().length + point.lead().length > MOST_BYTES) {
            throw new AssertionError("at " + at + " after " + before + ": " + point.offset() + " with "
                    + point.tables().length + " and " + point.lead().length + " bytes before it");
        }
        TsDiscontinuity.before(point);
    }

    /** Whoever begins there has a PAT first, and one PMT behind it, and can read on. */
    private static void expectAPlayerFollows(JoinPoint point, byte[] packets, int end) {
        ByteBuf tables = Unpooled.wrappedBuffer(point.tables());
        for (int at = 0; at < point.tables().length; at += TsPacket.SIZE) {
            boolean pat = TsPacket.pid(tables, at) == TsPacket.PAT_PID;
            boolean pmt = TsPacket.pid(tables, at) == TsPacket.pid(tables, point.tables().length - TsPacket.SIZE);
            if (!(pat || pmt) || (at == 0 && !(pat && TsPacket.payloadUnitStart(tables, at)))) {
                throw new AssertionError("the tables at " + point.offset() + " are not a PAT and a PMT");
            }
        }
        TsInspector player = new TsInspector(found -> {});
        feed(player, point.tables(), 0, point.tables().length);
        feed(player, point.lead(), 0, point.lead().length);
        feed(player, packets, (int) point.offset(), end);
    }

    private static void feed(TsInspector inspector, byte[] packets, int from, int to) {
        ByteBuf buffer = Unpooled.wrappedBuffer(packets);
        for (int at = from; at < to; at += TsPacket.SIZE) {
            inspector.inspect(buffer, at, at);
        }
    }
}
