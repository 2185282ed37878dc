package io.acexy.server.tuner;

import io.acexy.core.Bugs;
import io.acexy.server.channels.Channel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers who asks the device for its variables ({@code hdhomerun_control.c} of libhdhomerun): what it is, and what its tuners do. Nothing
 * can be set. Behind a decoder that cuts frames. Confined to its connection's loop.
 */
final class ControlHandler extends SimpleChannelInboundHandler<ByteBuf> {

    private static final int NAME = 0x03;
    private static final int VALUE = 0x04;
    private static final int ERROR = 0x05;

    private static final Pattern TUNER = Pattern.compile("/tuner(\\d{1,2})/(status|vchannel|channel)");

    private static final String HELP =
            "/sys/hwmodel\n/sys/model\n/sys/version\n/tuner<n>/channel\n/tuner<n>/status\n/tuner<n>/vchannel\n";

    private final Supplier<List<Optional<Channel>>> tuners;
    private final Bugs bugs;

    ControlHandler(Supplier<List<Optional<Channel>>> tuners, Bugs bugs) {
        this.tuners = tuners;
        this.bugs = bugs;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf packet) {
        Optional<Frame> frame = Frame.read(packet).filter(one -> one.type() == Frame.GETSET_REQUEST);
        if (frame.isEmpty()) {
            ctx.close();
            return;
        }
        ByteBuf reply = ctx.alloc().buffer();
        answer(frame.get()).writeTo(reply);
        ctx.writeAndFlush(reply);
    }

    private Frame answer(Frame asked) {
        String name = asked.first(NAME).map(Frame.Value::line).orElse("");
        if (asked.first(VALUE).isPresent()) {
            return failed("ERROR: permission denied");
        }
        return value(name)
                .map(value -> new Frame(
                        Frame.GETSET_REPLY, List.of(Frame.Value.line(NAME, name), Frame.Value.line(VALUE, value))))
                .orElseGet(() -> failed("ERROR: unknown getset variable"));
    }

    private static Frame failed(String words) {
        return new Frame(Frame.GETSET_REPLY, List.of(Frame.Value.line(ERROR, words)));
    }

    private Optional<String> value(String name) {
        return switch (name) {
            case "help" -> Optional.of(HELP);
            case "/sys/model" -> Optional.of(TunerDevice.FIRMWARE);
            case "/sys/hwmodel" -> Optional.of(TunerDevice.MODEL);
            case "/sys/version" -> Optional.of(TunerDevice.VERSION);
            default -> ofTuner(name);
        };
    }

    private Optional<String> ofTuner(String name) {
        Matcher matcher = TUNER.matcher(name);
        List<Optional<Channel>> all = tuners.get();
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) >= all.size()) {
            return Optional.empty();
        }
        Optional<Channel> channel = all.get(Integer.parseInt(matcher.group(1)));
        String number = channel.map(Channel::number).orElse("none");
        boolean plays = channel.isPresent();
        return Optional.of(
                matcher.group(2).equals("status")
                        ? "ch=" + number + (plays ? " lock=dvbc ss=100 snq=100 seq=100" : " lock=none ss=0 snq=0 seq=0")
                                + " bps=0 pps=0"
                        : number);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("a connection of the tuner's control", cause);
        }
        ctx.close();
    }
}
