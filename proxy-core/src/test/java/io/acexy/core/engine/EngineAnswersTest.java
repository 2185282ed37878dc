package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What engines, and what stands before them, make of an answer; and what is not the engine's fault at all. */
class EngineAnswersTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, HASH);

    private final Bugs bugs = new Bugs();
    private final EngineSimulator engine = EngineSimulator.start();
    private EventLoopGroup loops;
    private EventLoop home;
    private EngineSession session;

    @BeforeEach
    void start() {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        home = loops.next();
    }

    @AfterEach
    void stop() throws Exception {
        home.submit(() -> session.stop()).sync().getNow().sync();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        engine.close();
    }

    private <T extends RecordingListener> T play(EngineScript script, T listener) throws Exception {
        EngineClient client = new EngineClient(
                new EngineConnector(
                        NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, PooledByteBufAllocator.DEFAULT),
                EngineConfig.DEFAULT,
                bugs);
        engine.setScript(script);
        session = new EngineSession(home, client, Engine.at("127.0.0.1", engine.port()), CONTENT, Map.of(), listener);
        session.feed(listener);
        home.submit(session::start).sync();
        return listener;
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "JSON_WITH_BOM",
                "JSON_GZIPPED",
                "ERROR_FALSE",
                "ERROR_ZERO",
                "INFORMATIONAL_FIRST",
                "MEDIA_206",
                "MEDIA_GZIPPED"
            })
    void anAnswerThatIsOnlyLooselyWrittenIsUnderstood(EngineScript script) throws Exception {
        MediaListener listener = play(script, new MediaListener());

        listener.awaitMedia(50_000);

        assertThat(listener.firstByte).isEqualTo((byte) 0x47);
    }

    @Test
    void aPartOfTheMediaThatBeginsLaterIsNoStream() throws Exception {
        RecordingListener listener = play(EngineScript.MEDIA_206_FROM_THE_MIDDLE, new RecordingListener());

        assertThat(listener.awaitFault()).isEqualTo(EngineFault.broken("engine answered 206"));
        assertThat(listener.bytes()).isZero();
    }

    @Test
    void anErrorNeverCarriesBytesOfMedia() throws Exception {
        RecordingListener listener = play(EngineScript.MEDIA_AS_ERROR, new RecordingListener());

        assertThat(listener.awaitFault()).isEqualTo(EngineFault.broken("engine answered 500"));
    }

    @Test
    void aMistakeOfOursInTheMediasWayIsReportedAndIsNoFaultOfTheEngine() throws Exception {
        ThrowingListener listener = play(EngineScript.NORMAL, new ThrowingListener(false));

        assertThat(listener.awaitFault()).isEqualTo(EngineFault.internal());
        assertThat(bugs.count()).isEqualTo(1);
    }

    @Test
    void aMistakeOfOursAtTheStartIsReportedAndEndsTheSession() throws Exception {
        ThrowingListener listener = play(EngineScript.NORMAL, new ThrowingListener(true));

        assertThat(listener.awaitFault()).isEqualTo(EngineFault.internal());
        assertThat(bugs.count()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsResetIsTheEnginesFaultAndNoMistakeOfOurs() throws Exception {
        RecordingListener listener = play(EngineScript.NORMAL, new RecordingListener());
        listener.awaitMedia(1);
        engine.setScript(EngineScript.RST_MIDSTREAM);

        assertThat(listener.awaitFault().kind()).isEqualTo(EngineFault.Kind.UNREACHABLE);
        assertThat(bugs.count()).isZero();
    }

    /** Remembers how the media begins. */
    private static final class MediaListener extends RecordingListener {

        private volatile byte firstByte;

        @Override
        public synchronized void media(ByteBuf data) {
            firstByte = bytes() == 0 ? data.getByte(data.readerIndex()) : firstByte;
            super.media(data);
        }
    }

    /** Has a bug in one of its methods. */
    private static final class ThrowingListener extends RecordingListener {

        private final boolean atStart;

        private ThrowingListener(boolean atStart) {
            this.atStart = atStart;
        }

        @Override
        public synchronized void started(SessionLinks links) {
            super.started(links);
            if (atStart) {
                throw new IllegalStateException("a deliberate mistake");
            }
        }

        @Override
        public synchronized void media(ByteBuf data) {
            super.media(data);
            throw new IllegalStateException("a deliberate mistake");
        }
    }
}
