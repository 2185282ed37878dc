package io.acexy.server.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.ChunkAssembler;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.stream.StreamFailure;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Request;
import io.acexy.server.http.Trail;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayerChannelTest {

    private static final int CHUNK = 10 * TsPacket.SIZE;

    private final Bugs bugs = new Bugs();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final ChunkAssembler assembler = new ChunkAssembler(UnpooledByteBufAllocator.DEFAULT, 4096);
    private final Broadcast broadcast = new Broadcast(
            loop.eventLoop(),
            new BroadcastConfig(
                    RingLimits.ofBytes(100 * CHUNK), 4096, Duration.ZERO, Duration.ofSeconds(3), LagPolicy.SKIP),
            BufferBudget.unlimited(),
            bugs);

    @AfterEach
    void close() {
        broadcast.close();
        assembler.release();
        loop.finishAndReleaseAll();
    }

    private EmbeddedChannel player() {
        EmbeddedChannel connection = new EmbeddedChannel();
        broadcast.subscribe(player(connection));
        return connection;
    }

    private PlayerChannel player(EmbeddedChannel connection) {
        Request.Form form = new Request.Form(true, true, false, false);
        return new PlayerChannel(
                new Connection(connection, bugs),
                form,
                new Trail("r1", new Trail.Asked(null, "GET", "/", "HTTP/1.1", "", "")),
                Duration.ofSeconds(30),
                ImmediateEventExecutor.INSTANCE.newPromise());
    }

    private void publish() {
        assembler.room().writeZero(CHUNK);
        broadcast.publish(assembler.cut(0));
    }

    @Test
    void aPlayerWhoseConnectionGetsNoMemoryIsClosedAndTheOthersPlayOn() {
        EmbeddedChannel first = player();
        EmbeddedChannel poor = player();
        poor.config().setAllocator(new NoMemory());
        EmbeddedChannel last = player();

        broadcast.mark(new JoinPoint(0, 0, JoinPoint.Kind.KEYFRAME, new byte[TsPacket.SIZE], new int[0]));
        publish();
        publish();
        assertThat(poor.isOpen()).isFalse();
        assertThat(bugs.count()).isEqualTo(1);
        for (EmbeddedChannel player : new EmbeddedChannel[] {first, last}) {
            assertThat(player.isOpen()).isTrue();
            assertThat(player.outboundMessages())
                    .as("tables in their frame, and two chunks")
                    .hasSize(5);
            player.finishAndReleaseAll();
        }
    }

    @Test
    void whatAStreamHasLeftForAPlayerIsHisForAMinute() {
        EmbeddedChannel connection = new EmbeddedChannel(new TakesNothing());
        connection.freezeTime();
        PlayerChannel player = player(connection);
        player.begin(new JoinPoint(0, 0, JoinPoint.Kind.KEYFRAME, new byte[TsPacket.SIZE], new int[0]), false);
        player.ended(StreamFailure.replaced());
        pass(connection, 59);
        assertThat(connection.isOpen()).isTrue();
        pass(connection, 2);
        assertThat(connection.isOpen()).isFalse();
        connection.finishAndReleaseAll();
    }

    private static void pass(EmbeddedChannel connection, int seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }

    /** As a socket whose buffer is full. */
    private static final class TakesNothing extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }
    }

    /** As Netty's own, when the limit of direct memory is reached. */
    private static final class NoMemory extends AbstractByteBufAllocator {

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("no memory for buffers");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("no memory for buffers");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }
}
