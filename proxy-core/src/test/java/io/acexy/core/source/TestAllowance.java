package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;

/** As much memory as the test wants. */
final class TestAllowance implements Allowance {

    /** As much as is wanted. */
    static final Allowance.Giver GIVER = (home, shorten) -> new TestAllowance();

    long limit = Long.MAX_VALUE;
    long wanted;
    Runnable shorten;
    boolean closed;

    /** What the proxy's own settings let a candidate hold. */
    static HeldLimits limits() {
        return new HeldLimits(Duration.ofSeconds(12), 4_404_019, 64 << 20);
    }

    static Held unlimited(ByteBufAllocator allocator) {
        return new TestAllowance().held(allocator);
    }

    /** What is held within this. */
    Held held(ByteBufAllocator allocator) {
        SourceConfig config =
                new SourceConfig(Rehearsal.defaults(), Duration.ofSeconds(60), Duration.ofSeconds(60), limits());
        SourceServices services = new SourceServices(
                config, null, null, new SourceServices.Shared(Backups.NONE), allocator, this::open, new Bugs());
        return new Held(services, new EmbeddedChannel().eventLoop());
    }

    private Allowance open(Object home, Runnable told) {
        shorten = told;
        return this;
    }

    @Override
    public long limit(long bytes) {
        wanted = bytes;
        return limit;
    }

    @Override
    public void close() {
        closed = true;
    }
}
