package io.acexy.core.source;

import io.acexy.bench.HotPathBenchmark;
import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The one look at each packet. One operation is one packet; a call goes through a few seconds of media, and from its end
 * to its beginning there is one jump of the clock and of each counter.
 */
public class InspectorBenchmark extends HotPathBenchmark {

    /** Ten chunks: 15 s of the test pattern, 0.65 s at 8 Mbit/s. */
    private static final int PACKETS = 10 * CHUNK_PACKETS;

    /** The built-in test pattern (350 kbit/s, a keyframe every 2 s), or the path of any MPEG-TS file. */
    @Param("test-pattern")
    public String media;

    private long joinPoints;
    private final TsInspector inspector = new TsInspector(point -> joinPoints++);
    private final Published published = new Published(point -> joinPoints++);
    private ByteBuf buffer;
    private long offset;

    /** Reads the media, and goes through it once. */
    @Setup
    public void load() throws IOException {
        EndlessMedia source =
                media.equals("test-pattern") ? EndlessMedia.testPattern() : EndlessMedia.of(Path.of(media));
        buffer = PooledByteBufAllocator.DEFAULT.directBuffer(PACKETS * TsPacket.SIZE);
        source.copy(source.keyframeFrom(0), PACKETS, buffer);
        inspect();
        require(joinPoints > 0 && inspector.videoPackets() > 0, "the programme and its keyframes are found");
        require(inspector.transportErrors() + inspector.continuityErrors() == 0, "the media is whole");
    }

    /** Gives the memory back. */
    @TearDown
    public void release() {
        buffer.release();
    }

    /** {@link TsInspector} alone. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long inspect() {
        for (int at = 0; at < PACKETS * TsPacket.SIZE; at += TsPacket.SIZE) {
            inspector.inspect(buffer, at, offset + at);
        }
        return moveOn();
    }

    /** All that is done with a packet on its way in. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long ingest() {
        for (int at = 0; at < PACKETS * TsPacket.SIZE; at += TsPacket.SIZE) {
            published.add(buffer, at, offset + at);
        }
        return moveOn();
    }

    private long moveOn() {
        offset += (long) PACKETS * TsPacket.SIZE;
        return inspector.mediaTime() + published.inspector().mediaTime();
    }
}
