package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.engine.FilmScript;
import io.acexy.simulator.engine.SessionRules.SecondReader;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import io.acexy.testkit.Patience;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A film on an engine, through real sockets. */
class EngineFilmTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, HASH);
    private static final int SIZE = 1_000_000;
    private static final FilmFile FILE = FilmFile.pattern(SIZE, 1);
    private static final FilmFile LARGE = FilmFile.pattern(1L << 30, 2);

    private final Bugs bugs = new Bugs();
    private EngineSimulator engine;
    private EventLoopGroup loops;
    private EventLoop home;
    private FilmSession film;

    @BeforeEach
    void start() {
        engine = EngineSimulator.start();
        engine.broadcaster().assign(HASH, Film.of(FILE));
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        home = loops.next();
        EngineClient client = new EngineClient(
                new EngineConnector(
                        NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, PooledByteBufAllocator.DEFAULT),
                EngineConfig.DEFAULT,
                bugs);
        film = EngineFilm.with(client)
                .open(home, Engine.at("127.0.0.1", engine.port()), CONTENT, Map.of("quality", "1"));
    }

    @AfterEach
    void stop() throws Exception {
        loops.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .syncUninterruptibly();
        engine.close();
        assertThat(bugs.count()).isZero();
    }

    /** A reader who remembers. */
    private static final class Reader implements FilmReader.Listener {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<FilmHead> head = new CompletableFuture<>();
        private final CompletableFuture<EngineFault> end = new CompletableFuture<>();

        @Override
        public void head(FilmHead answer) {
            head.complete(answer);
        }

        @Override
        public void bytes(ByteBuf data) {
            byte[] piece = new byte[data.readableBytes()];
            data.readBytes(piece);
            data.release();
            bytes.writeBytes(piece);
        }

        @Override
        public void complete() {
            end.complete(null);
        }

        @Override
        public void failed(EngineFault fault) {
            end.complete(fault);
        }

        FilmHead awaitHead() throws Exception {
            return head.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        EngineFault awaitEnd() throws Exception {
            return end.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private <T> T onHome(Callable<T> task) {
        return home.submit(task).syncUninterruptibly().getNow();
    }

    private SessionLinks.Reading begin() {
        Future<SessionLinks.Reading> answer = onHome(film::start);
        return answer.syncUninterruptibly().getNow();
    }

    private Reader read(Map<String, String> headers) {
        Reader reader = new Reader();
        onHome(() -> film.read(headers, reader));
        return reader;
    }

    private void end() {
        onHome(film::stop).syncUninterruptibly();
    }

    private ContentCounters await(Predicate<ContentCounters> condition) throws InterruptedException {
        return engine.awaitCounters(counters -> condition.test(counters.of(HASH)), Patience.LIMIT)
                .of(HASH);
    }

    @Test
    void oneReaderAfterTheOtherHasItsPartInOneSession() throws Exception {
        assertThat(begin().links().live()).isZero();
        Reader part = read(Map.of("Range", "bytes=1000-1999"));
        assertThat(part.awaitHead().status()).isEqualTo(206);
        assertThat(part.awaitEnd()).isNull();
        assertThat(part.bytes.size()).isEqualTo(1000);
        assertThat(FILE.bytes().mismatch(1000, part.bytes.toByteArray())).isEqualTo(-1);

        Reader whole = read(Map.of());
        assertThat(whole.awaitHead().status()).isEqualTo(200);
        assertThat(whole.awaitEnd()).isNull();
        assertThat(FILE.bytes().mismatch(0, whole.bytes.toByteArray())).isEqualTo(-1);
        end();
        ContentCounters counted = await(c -> c.sessionsNow() == 0);
        assertThat(counted.opened()).isEqualTo(1);
        assertThat(counted.stopsReceived()).isEqualTo(1);
        assertThat(counted.maxReadersPerSession()).isEqualTo(1);
        assertThat(counted.lastStart()).containsEntry("quality", "1").containsEntry("stop_prev_read_thread", "1");
    }

    @Test
    void aReaderThatIsInTheMiddleGivesWayToTheNext() throws Exception {
        engine.broadcaster().assign(HASH, Film.of(LARGE));
        begin();
        Reader before = read(Map.of());
        before.awaitHead();
        Reader after = read(Map.of("Range", "bytes=500000000-500000099"));
        assertThat(after.awaitEnd()).isNull();
        assertThat(LARGE.bytes().mismatch(500_000_000, after.bytes.toByteArray()))
                .isEqualTo(-1);
        assertThat(before.end).isNotDone();
        assertThat(await(c -> c.readersNow() == 0).maxReadersPerSession()).isEqualTo(1);
        end();
    }

    @Test
    void whatLiesOutsideIsAnAnswerWithoutBytes() throws Exception {
        begin();
        Reader outside = read(Map.of("Range", "bytes=" + SIZE + "-"));
        assertThat(outside.awaitHead().status()).isEqualTo(416);
        assertThat(outside.awaitHead().headers().get("Content-Range")).isEqualTo("bytes */" + SIZE);
        assertThat(outside.awaitEnd()).isNull();
        end();
    }

    @ParameterizedTest
    @EnumSource(names = {"WARMUP_500", "WARMUP_START_TIMEOUT", "WARMUP_EMPTY_200"})
    void anEngineThatWarmsUpIsAskedAgain(EngineScript script) throws Exception {
        engine.setScript(HASH, script);
        begin();
        Reader reader = read(Map.of());
        assertThat(reader.awaitEnd()).isNull();
        assertThat(reader.bytes.size()).isEqualTo(SIZE);
        end();
    }

    @ParameterizedTest
    @EnumSource(names = {"REDIRECT_TO_OTHER_HOST", "REDIRECT_LOOP", "PLAYBACK_404", "FAILED_TO_START_BODY"})
    void anEngineThatSaysNoIsNotAskedAgain(EngineScript script) throws Exception {
        engine.setScript(HASH, script);
        begin();
        Reader reader = read(Map.of());
        assertThat(reader.awaitEnd()).isNotNull();
        assertThat(reader.head).isNotDone();
        end();
    }

    @Test
    void aCutInTheMiddleIsAFaultAndAnEarlyEndToo() throws Exception {
        begin();
        engine.setScript(HASH, FilmScript.CUT_IN_RANGE);
        assertThat(read(Map.of()).awaitEnd().kind()).isEqualTo(EngineFault.Kind.UNREACHABLE);
        engine.setScript(HASH, FilmScript.ENDS_EARLY);
        assertThat(read(Map.of()).awaitEnd()).isNotNull();
        end();
    }

    @Test
    void anEngineThatTakesAWhileToLetGoOfAReaderIsAskedAgain() throws Exception {
        engine.broadcaster().assign(HASH, Film.of(LARGE));
        engine.configure(
                HASH, EngineSettings.fast().withRules(r -> r.withSecondReader(SecondReader.DOUBLE_STATUS_500)));
        begin();
        read(Map.of()).awaitHead();
        Reader after = read(Map.of("Range", "bytes=7-9"));
        assertThat(after.awaitEnd()).isNull();
        assertThat(after.bytes.size()).isEqualTo(3);
        end();
    }
}
