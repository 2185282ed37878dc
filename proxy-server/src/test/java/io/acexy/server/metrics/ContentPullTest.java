package io.acexy.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.Chunk;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamServices;
import io.acexy.server.config.MetricsConfig;
import io.acexy.server.config.ProxyConfig;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single contents, where they are wanted. Nobody here ever arrives: every stream is new, and its loop is never run. */
class ContentPullTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Board board = new Board(new MetricsConfig(true, true), new Bugs());
    private final StreamRegistry streams = new StreamRegistry(new StreamServices(
            ProxyConfig.defaults().streams().each(),
            (content, excluding, home) ->
                    home.newSucceededFuture(new EngineSelection.Unavailable("none", Duration.ofSeconds(1))),
            (home, engine, content, options, listener) -> {
                throw new IllegalStateException("there is no engine");
            },
            List.of(),
            UnpooledByteBufAllocator.DEFAULT,
            BufferBudget.unlimited(),
            new Bugs()));

    @AfterEach
    void close() {
        board.close();
        channel.finishAndReleaseAll();
    }

    private void wanted(int contents) {
        for (int i = 0; i < contents; i++) {
            ContentId content = new ContentId(ContentId.Kind.INFOHASH, String.format("%040x", i));
            streams.join(content, Map.of(), new Somebody(channel.eventLoop()));
        }
    }

    private Scrape scrape(Families.Pull pull) {
        board.pull(pull);
        return Scrape.of(board);
    }

    @Test
    void eachContentHasItsOwnSeries() {
        wanted(2);
        Scrape scrape = scrape(new ContentPull(streams));
        String first = "{content=\"infohash=" + "0".repeat(40) + "\"}";
        assertThat(scrape.value("acexy_content_players" + first)).isZero();
        assertThat(scrape.value("acexy_content_received_bytes_total" + first)).isZero();
        assertThat(scrape.value("acexy_content_lost_seconds_total" + first)).isZero();
        assertThat(scrape.count("acexy_content_skips_total")).isEqualTo(2);
        assertThat(scrape.value("acexy_contents_unnamed")).isZero();
    }

    @Test
    void onlySoManyHave() {
        wanted(ContentPull.MOST_CONTENTS + 7);
        Scrape scrape = scrape(new ContentPull(streams));
        assertThat(scrape.count("acexy_content_players")).isEqualTo(ContentPull.MOST_CONTENTS);
        assertThat(scrape.value("acexy_contents_unnamed")).isEqualTo(7);
    }

    @Test
    void twoWhoseNamesAreCutToTheSameAreOne() {
        for (String end : List.of("a", "b")) {
            ContentId content = new ContentId(ContentId.Kind.MAGNET, "magnet:?xt=urn:btih:" + "1".repeat(200) + end);
            streams.join(content, Map.of(), new Somebody(channel.eventLoop()));
        }
        assertThat(scrape(new ContentPull(streams)).count("acexy_content_players"))
                .isEqualTo(1);
    }

    @Test
    void withoutThemStreamsAreOnlyCounted() {
        wanted(3);
        Scrape scrape = scrape(new StreamPull(streams, () -> 20));
        assertThat(scrape.value("acexy_streams{state=\"new\"}")).isEqualTo(3);
        assertThat(scrape.value("acexy_streams_max")).isEqualTo(20);
        assertThat(scrape.count("acexy_content_players")).isZero();
    }

    /** On his way for ever. */
    private record Somebody(EventLoop loop) implements Player {

        @Override
        public String name() {
            return "somebody";
        }

        @Override
        public void moveTo(EventLoop home, Runnable arrived) {}

        @Override
        public void ended(StreamFailure why) {}

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void begin(JoinPoint point, boolean resumed) {}

        @Override
        public void deliver(Chunk chunk, int from) {}

        @Override
        public void flush() {}

        @Override
        public void failed(Throwable cause) {}
    }
}
