package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.fuzz.Script;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.SparseClip;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Two engines of one broadcast: what one has brought is published, what the other brings is held. */
final class Duet implements AutoCloseable {

    private static final EndlessMedia MEDIA = EndlessMedia.of(SparseClip.bytes());
    private static final EventLoop LOOP = new EmbeddedChannel().eventLoop();
    private static final double[] JUMPS = {-3600, -120, -12, -2, -0.5, 0.3, 3, 15, 120, 5000, 94_000};
    private static final int MOST_JUMPS = 3;

    /** A jump before the first clock reference that is published is nobody's to know. */
    private static final int SEEN = 2 * SparseClip.GROUP;

    /** Further apart, and the clock remembers nothing of what an engine may still send. */
    private static final int MOST_APART = 12 * 25;

    final Splicer splicer;

    private final Published published = new Published(point -> {});
    private final long[] jumpAt = new long[MOST_JUMPS];
    private final double[] jumpBy = new double[MOST_JUMPS];
    private final boolean altered;
    private final byte[] packet = new byte[TsPacket.SIZE];
    private long nextPublished;
    private long nextOffered;
    private long offset;

    Duet(Script script, ByteBufAllocator allocator) {
        nextPublished = script.below(SparseClip.PACKETS);
        nextOffered = nextPublished + script.below(2 * MOST_APART) - MOST_APART;
        altered = script.below(4) == 1;
        for (int i = 0; i < MOST_JUMPS; i++) {
            jumpAt[i] = script.yes() ? nextPublished + SEEN + script.below(512) : Long.MAX_VALUE;
            jumpBy[i] = JUMPS[script.below(JUMPS.length)];
        }
        splicer = new Splicer(published, held(allocator), false);
        publish(1 + script.below(64));
    }

    private static Held held(ByteBufAllocator allocator) {
        FailoverConfig failover = new FailoverConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ZERO,
                0);
        HeldLimits limits = new HeldLimits(Duration.ofSeconds(12), 4_404_019, 64 << 20);
        SourceConfig config = new SourceConfig(failover, Duration.ofSeconds(60), Duration.ofSeconds(60), limits);
        return new Held(
                new SourceServices(
                        config,
                        null,
                        null,
                        new SourceServices.Shared(Backups.NONE),
                        allocator,
                        (home, shorten) -> new Plenty(),
                        new Bugs()),
                LOOP);
    }

    private record Plenty() implements Allowance {

        @Override
        public long limit(long wanted) {
            return wanted;
        }

        @Override
        public void close() {
            // nothing was taken
        }
    }

    /** The first engine brings more, which is no further from the other than engines are. */
    void publish(int packets) {
        ByteBuf sent = Unpooled.buffer(packets * TsPacket.SIZE);
        for (int i = 0; i < packets && nextPublished < nextOffered + MOST_APART; i++) {
            fill(nextPublished++);
            sent.writeBytes(packet);
            published.add(sent, i * TsPacket.SIZE, offset);
            offset += TsPacket.SIZE;
        }
    }

    /** The other engine brings more, which is no further from the first than engines are. */
    void offer(int packets) {
        ByteBuf sent = Unpooled.buffer(packets * TsPacket.SIZE);
        for (int i = 0; i < packets && nextOffered < nextPublished + MOST_APART; i++) {
            fill(nextOffered++);
            if (altered) {
                packet[TsPacket.SIZE - 17] = 0x55;
            }
            sent.writeBytes(packet);
        }
        splicer.offer(sent);
    }

    private void fill(long number) {
        MEDIA.fill(number, packet);
        SparseClip.number(packet, number);
        SparseClip.clock(packet).ifPresent(ticks -> {
            double jumped = 0;
            for (int i = 0; i < MOST_JUMPS; i++) {
                jumped += number >= jumpAt[i] ? jumpBy[i] : 0;
            }
            SparseClip.setClock(packet, ticks + (long) (jumped * 27_000_000));
        });
    }

    void expectNext(Splice splice, boolean withMore) {
        List<ByteBuf> more = splicer.continueAt(splice).packets();
        if (more.isEmpty()) {
            if (withMore) {
                throw new AssertionError("there is no more");
            }
            return;
        }
        long first = numberOf(more.get(0));
        if (first != nextPublished) {
            throw new AssertionError(first + " is called the very next packet, and " + nextPublished + " is");
        }
    }

    void expectAhead(Splice splice) {
        long first = numberOf(splicer.continueAt(splice).packets().get(0));
        if (first < nextPublished && first > nextPublished - MOST_APART) {
            throw new AssertionError(first + " comes again: " + nextPublished + " is the next packet");
        }
    }

    private static long numberOf(ByteBuf packets) {
        byte[] first = new byte[TsPacket.SIZE];
        packets.getBytes(packets.readerIndex(), first);
        OptionalLong number = SparseClip.number(first, 0);
        return number.orElseThrow(() -> new AssertionError("a packet has lost its number"));
    }

    @Override
    public void close() {
        splicer.release();
    }
}
