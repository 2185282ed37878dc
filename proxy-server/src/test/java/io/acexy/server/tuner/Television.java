package io.acexy.server.tuner;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.config.DeviceId;
import io.acexy.server.http.Answer;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Connections;
import io.acexy.server.http.DoorInitializer;
import io.acexy.server.http.DoorWatch;
import io.acexy.server.http.Gate;
import io.acexy.server.http.Request;
import io.acexy.server.http.RouteTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A tuner with a few channels, and a player that plays what the test says. */
final class Television implements ChannelPlayer {

    static final TunerDevice DEVICE = new TunerDevice(DeviceId.parse("1038A145"), "Loft", 2);

    final List<String> played = new ArrayList<>();
    final List<Runnable> leaving = new ArrayList<>();
    final Set<String> running = new HashSet<>();
    Lineup lineup;
    /** Those of them that are shown; all where it is null. */
    Lineup listed;

    Map<String, Codecs> codecs = Map.of();
    Answer next;
    Optional<Duration> time = Optional.empty();

    private final RouteTable routes;

    Television(String... names) {
        lineup = new Lineup(IntStream.range(0, names.length)
                .mapToObj(i -> channel(Integer.toString(i + 1), names[i]))
                .toList());
        routes = new RouteTable(
                Gate.OPEN,
                new TunerDoor(
                                DEVICE,
                                new TunerDoor.Channels(
                                        () -> lineup, () -> listed == null ? lineup : listed, () -> codecs),
                                new BaseUrl(Optional.empty(), peer -> true),
                                this)
                        .routes());
    }

    static Channel channel(String number, String name) {
        ContentId content = new ContentId(
                ContentId.Kind.CONTENT_ID, "0".repeat(40 - number.length()) + number.replace('.', 'a'), 0);
        return new Channel("channel-" + number.replace('.', '-'), number, name, "", List.of(), "", List.of(content));
    }

    @Override
    public boolean isRunning(Channel channel) {
        return running.contains(channel.number());
    }

    @Override
    public Future<Answer> play(Channel channel, Request request, Optional<Duration> wanted, Runnable left) {
        played.add(channel.number());
        time = wanted;
        Answer answer = next;
        if (answer == null) {
            leaving.add(left);
            answer = new Answer.Takeover(
                    HttpResponseStatus.OK, new DefaultHttpHeaders().set("content-type", "video/mp2t"), new Viewer());
        }
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(answer);
    }

    /** Has the head sent, as the first media would. */
    private static final class Viewer extends ChannelInboundHandlerAdapter {

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    /** Everything that comes back, on a connection of its own. */
    String ask(String method, String target, String... headers) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(new DoorInitializer(
                        routes, new Connections(10, new Bugs()), Duration.ofSeconds(60), DoorWatch.NONE));
        channel.writeInbound(Unpooled.copiedBuffer(
                method + " " + target + " HTTP/1.1\r\nHost: tv.lan:8080\r\n" + String.join("", headers) + "\r\n",
                StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            text.append(piece.toString(StandardCharsets.UTF_8));
            piece.release();
        }
        channel.finishAndReleaseAll();
        return text.toString();
    }

    String get(String target) {
        return ask("GET", target);
    }

    /** The body alone. */
    String body(String target) {
        String answer = get(target);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
