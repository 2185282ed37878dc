package io.acexy.core.engine;

import io.acexy.core.Bugs;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;

/**
 * One short question to an engine, on a connection of its own: engines promise no keep-alive, and a control call must never
 * queue behind another. Confined to the loop that it is made on.
 */
final class EngineCall extends SimpleChannelInboundHandler<FullHttpResponse> {

    /** More than any answer of an engine needs (a stat with many streams is a few KiB). */
    static final int MAX_BODY = 64 * 1024;

    static final int MAX_LINE = 8 * 1024;
    static final int MAX_HEADERS = 16 * 1024;
    static final int MAX_PIECE = 64 * 1024;

    /** Exactly one of {@code fault} and {@code text} is set; {@code unconnected} is why there was no connection, or null. */
    record Answer(int status, String text, EngineFault fault, Throwable unconnected) {
        static Answer failed(EngineFault fault) {
            return new Answer(0, null, fault, null);
        }

        static Answer unconnected(Engine engine, Throwable cause) {
            return new Answer(0, null, EngineFault.unreachable(reason(engine, cause)), cause);
        }
    }

    private final Promise<Answer> answer;
    private final Bugs bugs;

    private int informational;

    private EngineCall(Promise<Answer> answer, Bugs bugs) {
        this.answer = answer;
        this.bugs = bugs;
    }

    /** Asks. The future is completed on {@code loop}, within the question's time, and never fails. */
    static Future<Answer> ask(EngineClient client, EventLoop loop, Engine engine, Question question) {
        Promise<Answer> answer = loop.newPromise();
        ChannelFuture connecting = client.connector()
                .connect(loop, engine, client.config().connectTimeout(), new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(MAX_LINE, MAX_HEADERS, MAX_PIECE))
                                .addLast(new HttpContentDecompressor(2 * MAX_BODY))
                                .addLast(new HttpObjectAggregator(MAX_BODY))
                                .addLast(new EngineCall(answer, client.bugs()));
                    }
                });
        Runnable mistaken = () -> answer.trySuccess(Answer.failed(EngineFault.internal()));
        connecting.addListener(done -> client.bugs()
                .run(
                        "call of an engine",
                        () -> {
                            if (done.isSuccess()) {
                                connecting.channel().writeAndFlush(question.request(engine));
                            } else {
                                answer.trySuccess(Answer.unconnected(engine, done.cause()));
                            }
                        },
                        mistaken));
        Answer late = Answer.failed(EngineFault.unreachable(
                engine + " did not answer within " + question.timeout().toMillis() + " ms"));
        Deadline deadline = Deadline.begin(loop, question.timeout(), () -> answer.trySuccess(late), client.bugs());
        answer.addListener(done -> {
            deadline.cancel();
            connecting.channel().close();
        });
        return answer;
    }

    /** A request as engines like it; the body of nothing, no compression, one request for a connection. */
    static FullHttpRequest request(Engine engine, String path) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers()
                .set(HttpHeaderNames.HOST, engine.authority())
                .set(HttpHeaderNames.USER_AGENT, "acexy")
                .set(HttpHeaderNames.ACCEPT_ENCODING, "identity")
                .set(HttpHeaderNames.CONNECTION, "close");
        return request;
    }

    /** A connection's failure in one line, without the class names of Netty. */
    static String reason(Engine engine, Throwable cause) {
        String message = cause.getMessage();
        return "cannot reach " + engine + ": "
                + (message == null
                        ? cause.getClass().getSimpleName()
                        : message.lines().findFirst().orElse(""));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (response.decoderResult().isFailure() || informational > AnswerHead.MAX_INFORMATIONAL) {
            answer.trySuccess(Answer.failed(EngineFault.broken("engine's answer is not valid HTTP")));
        } else if (AnswerHead.isInformational(response)) {
            informational++;
        } else {
            answer.trySuccess(
                    new Answer(AnswerHead.status(response), EngineWords.decode(response.content()), null, null));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        answer.trySuccess(Answer.failed(fault(cause)));
    }

    /** Netty's own texts may hold a piece of the answer: nothing for a player or a log. */
    private EngineFault fault(Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("call to an engine", cause);
            return EngineFault.internal();
        }
        if (cause instanceof TooLongFrameException) {
            return EngineFault.broken("engine's answer is longer than " + MAX_BODY / 1024 + " KiB");
        }
        if (cause instanceof PrematureChannelClosureException) {
            return EngineFault.unreachable("engine's answer broke off");
        }
        return cause instanceof IOException
                ? EngineFault.unreachable("engine's answer broke off: " + cause.getMessage())
                : EngineFault.broken("engine's answer cannot be unpacked");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answer.trySuccess(Answer.failed(EngineFault.unreachable("engine closed the connection without an answer")));
    }
}
