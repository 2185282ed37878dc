package io.acexy.server.http;

import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * The requests of one connection, one after the other: the next is looked at when the answer to the last has been written, and
 * the client reads. Meanwhile what it has asked already is held; reading goes on a while, because on some transports that is
 * the only way to learn that a client has gone. Confined to the channel's loop, wherever that moves while an answer is awaited.
 */
final class Conversation extends ChannelInboundHandlerAdapter {

    /** From so many on, no more is read. What one read brings comes on top: each takes 16 bytes at least. */
    private static final int MAX_HELD = 64;

    private final Connection connection;
    private final RouteTable routes;
    private final RequestDeadline deadline;
    private final AccessLog access;
    private final BooleanSupplier closing;
    private final Queue<Incoming> held = new ArrayDeque<>();

    private Account account;
    private boolean busy;
    private boolean answers;
    private boolean serving;
    private boolean reading;
    private boolean over;
    private StreamedBody body;

    /**
     * @param access is told of each request when it is over
     * @param closing whether each answer is the last on its connection by now
     */
    Conversation(
            Connection connection,
            RouteTable routes,
            RequestDeadline deadline,
            AccessLog access,
            BooleanSupplier closing) {
        this.connection = connection;
        this.routes = routes;
        this.deadline = deadline;
        this.access = access;
        this.closing = closing;
        if (access != AccessLog.NONE) {
            // Not a handler's business: there is none any more when a player hangs up.
            connection.channel().closeFuture().addListener(closed -> gone());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Incoming incoming) {
            reading = true;
            held.add(incoming);
            serve(ctx);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (body != null) {
            body.writabilityChanged();
        }
        serve(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        held.clear();
        if (body != null) {
            body.gone();
        }
        ctx.fireChannelInactive();
    }

    /** An answer and its flush change the writability, which comes back here: a loop, so that it does not nest. */
    private void serve(ChannelHandlerContext ctx) {
        if (serving) {
            return;
        }
        serving = true;
        try {
            while (!busy && !over && !held.isEmpty() && isWritable(ctx)) {
                answer(ctx, held.remove());
            }
        } finally {
            serving = false;
        }
        if (!ctx.isRemoved()) {
            if (!reading) {
                ctx.flush();
            }
            ctx.channel()
                    .config()
                    .setAutoRead(
                            over || (held.size() < MAX_HELD && ctx.channel().isWritable()));
        }
    }

    private static boolean isWritable(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        if (!channel.isWritable()) {
            ctx.flush();
        }
        return channel.isWritable();
    }

    private void answer(ChannelHandlerContext ctx, Incoming incoming) {
        busy = true;
        answers = true;
        if (access != AccessLog.NONE) {
            account = new Account(access, incoming.trail(), connection);
        }
        Future<Answer> answer = ask(ctx, incoming);
        if (answer.isDone()) {
            answered(ctx, incoming, answer);
            return;
        }
        deadline.rest();
        ctx.flush(); // the answers to what was asked before: nobody else may do it for a while
        Runnable later = connection.guard(() -> answeredLater(ctx, incoming, answer));
        answer.addListener(done -> {
            if (ctx.channel().eventLoop().inEventLoop()) {
                later.run();
            } else {
                ctx.channel().eventLoop().execute(later);
            }
        });
    }

    private Future<Answer> ask(ChannelHandlerContext ctx, Incoming incoming) {
        if (incoming.failure() != null) {
            return ctx.channel()
                    .eventLoop()
                    .newSucceededFuture(incoming.failure().answer(incoming.form()));
        }
        try {
            return routes.answer(incoming.request());
        } catch (BadRequestException e) {
            Answer refusal = Failure.malformed(e.getMessage()).answer(incoming.form());
            return ctx.channel().eventLoop().newSucceededFuture(refusal);
        } catch (RuntimeException | Error mistake) {
            return ctx.channel().eventLoop().newFailedFuture(mistake);
        }
    }

    private void answeredLater(ChannelHandlerContext ctx, Incoming asked, Future<Answer> done) {
        answered(ctx, asked, done);
        if (!ctx.isRemoved()) {
            serve(ctx);
        }
    }

    private void answered(ChannelHandlerContext ctx, Incoming asked, Future<Answer> done) {
        Answer answer;
        if (done.isSuccess()) {
            answer = done.getNow();
        } else {
            connection.bugs().report("request", done.cause());
            answer = Failure.of(FailureKind.INTERNAL, "an internal error of this proxy: its log has the details")
                    .answer(asked.form());
        }
        if (over || !ctx.channel().isActive()) {
            answer.release();
        } else {
            write(ctx, asked, answer);
        }
    }

    private void write(ChannelHandlerContext ctx, Incoming asked, Answer answer) {
        Request.Form form = asked.form();
        boolean last = form.last() || closing.getAsBoolean();
        if (account != null) {
            account.answered(answer.status());
        }
        if (answer instanceof Answer.Whole whole) {
            writeWhole(ctx, asked, whole, last);
        } else if (answer instanceof Answer.Streamed streamed) {
            boolean closes = last || (form.body() && !form.chunked() && !AnswerWriter.isOfLength(streamed));
            AnswerWriter.writeHead(ctx, asked, streamed, closes);
            if (form.body()) {
                deadline.rest();
                body = new StreamedBody(ctx, end -> bodyEnded(ctx, end, closes));
                if (account != null) {
                    account.counts(body::sent);
                }
                streamed.source().accept(body);
            } else {
                ended(ctx, AnswerWriter.writeEnd(ctx), closes);
            }
        } else if (answer instanceof Answer.Takeover takeover) {
            takeOver(ctx, asked, takeover);
        }
    }

    private void writeWhole(ChannelHandlerContext ctx, Incoming asked, Answer.Whole answer, boolean last) {
        if (answer.failure() != null) {
            Refusals.tell(asked.trail(), answer.failure());
        }
        if (account != null) {
            long length = asked.form().body() ? answer.body().readableBytes() : 0;
            account.counts(() -> length);
        }
        ended(ctx, AnswerWriter.write(ctx, asked, answer, last), last);
    }

    private void bodyEnded(ChannelHandlerContext ctx, Future<Void> end, boolean last) {
        body = null;
        ended(ctx, end, last);
        serve(ctx);
    }

    private void ended(ChannelHandlerContext ctx, Future<Void> written, boolean last) {
        busy = false;
        if (account != null) {
            account.ends(written);
            account = null;
        }
        if (last) {
            over = true;
            held.clear();
            deadline.resume();
            connection.ending(Cause.ANSWERED, "");
            written.addListener(new LingeringClose(ctx.channel()));
            ctx.channel().config().setAutoRead(true);
        } else {
            deadline.resume();
            written.addListener(sent -> {
                if (!sent.isSuccess()) {
                    connection.broken(sent.cause());
                }
            });
        }
    }

    /** The last word of HTTP. */
    private void takeOver(ChannelHandlerContext ctx, Incoming asked, Answer.Takeover takeover) {
        over = true;
        held.clear();
        AnswerWriter.writeHead(ctx, asked, takeover, true);
        ctx.channel().config().setAutoRead(true);
        ChannelPipeline pipeline = ctx.pipeline();
        if (pipeline.context(takeover.handler()) == null) {
            pipeline.addLast(takeover.handler());
        }
        pipeline.remove(HandlerNames.REQUESTS);
        pipeline.remove(HandlerNames.HTTP);
        pipeline.remove(this);
    }

    /** Whatever was under way is over with the connection; a player's end is one too. */
    private void gone() {
        if (account != null) {
            account.gone();
            account = null;
        }
    }

    /**
     * At the end of the program, unless somebody waits for something here.
     *
     * @param tooLate whether who has asked for nothing yet has had his time
     */
    void closeIfIdle(boolean tooLate) {
        if (!busy && (answers || tooLate)) {
            connection.close(Cause.SHUTDOWN, "");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.broken(cause);
    }
}
