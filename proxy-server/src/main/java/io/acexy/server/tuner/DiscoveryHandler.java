package io.acexy.server.tuner;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers who looks for tuners in the network ({@code hdhomerun_discover.c} of libhdhomerun). What is no question to this tuner is
 * ignored, and so is what comes too often: a sender's address may be anybody's. Confined to its loop.
 */
final class DiscoveryHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final int TYPE = 0x01;
    private static final int ID = 0x02;
    private static final int TUNERS = 0x10;
    private static final int LINEUP_URL = 0x27;
    private static final int BASE_URL = 0x2a;
    private static final int AUTH = 0x2b;
    private static final int TYPES = 0x2d;

    private static final int A_TUNER = 1;
    private static final int ANY = -1;

    /** Answers in each second: a household's programs ask twice in a row, now and then. */
    static final int MOST_A_SECOND = 50;

    private final TunerDevice device;
    private final Function<InetSocketAddress, String> base;
    private final Ticker ticker;
    private final Bugs bugs;

    private long second = Long.MIN_VALUE;
    private int answered;

    /** @param base the address that is given to a sender */
    DiscoveryHandler(TunerDevice device, Function<InetSocketAddress, String> base, Ticker ticker, Bugs bugs) {
        this.device = device;
        this.base = base;
        this.ticker = ticker;
        this.bugs = bugs;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        boolean asked = Frame.read(packet.content()).filter(this::isForMe).isPresent();
        if (asked && mayAnswer()) {
            ByteBuf reply = ctx.alloc().buffer();
            reply(base.apply(packet.sender())).writeTo(reply);
            ctx.writeAndFlush(new DatagramPacket(reply, packet.sender()));
        }
    }

    private boolean isForMe(Frame frame) {
        Optional<Integer> type = frame.first(TYPE).flatMap(Frame.Value::number);
        boolean tuner = type.filter(one -> one == A_TUNER || one == ANY).isPresent()
                || frame.first(TYPES)
                        .filter(value -> value.numbers().contains(A_TUNER))
                        .isPresent();
        int wanted = frame.first(ID).flatMap(Frame.Value::number).orElse(ANY);
        return frame.type() == Frame.DISCOVER_REQUEST
                && tuner
                && (wanted == ANY || wanted == device.id().value());
    }

    private boolean mayAnswer() {
        long now = TimeUnit.NANOSECONDS.toSeconds(ticker.nanoTime());
        if (now != second) {
            second = now;
            answered = 0;
        }
        return answered++ < MOST_A_SECOND;
    }

    private Frame reply(String url) {
        return new Frame(
                Frame.DISCOVER_REPLY,
                List.of(
                        Frame.Value.number(TYPE, A_TUNER),
                        Frame.Value.number(ID, device.id().value()),
                        Frame.Value.text(AUTH, device.auth()),
                        Frame.Value.text(BASE_URL, url),
                        new Frame.Value(TUNERS, (byte) device.tuners()),
                        Frame.Value.text(LINEUP_URL, url + "/lineup.json")));
    }

    /** What the network says of an answer that did not arrive is no reason to end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("an answer to who looks for tuners", cause);
        }
    }
}
