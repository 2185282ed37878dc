package io.acexy.core.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A connection to an engine without a network. Whoever opens one makes it by reflection, and it waits here for the test. */
public final class Wire extends EmbeddedChannel {

    /** Opened, and not seen by the test yet. */
    static final Deque<Wire> OPENED = new ArrayDeque<>();

    /** Made when it is asked for the first time, which is before this object has been made. */
    private ChannelConfig config;

    /** Called by whoever connects. */
    public Wire() {
        super(null, DefaultChannelId.newInstance(), false, false);
        OPENED.add(this);
    }

    /** Takes what is set on a socket, too, of which a warning would be told thousands of times a second. */
    @Override
    public ChannelConfig config() {
        if (config == null) {
            config = new DefaultChannelConfig(this) {
                @Override
                public <T> boolean setOption(ChannelOption<T> option, T value) {
                    return super.setOption(option, value)
                            || ChannelOption.TCP_NODELAY.equals(option)
                            || ChannelOption.SO_KEEPALIVE.equals(option);
                }
            };
        }
        return config;
    }

    static Class<? extends Channel> type() {
        return Wire.class;
    }

    /** Every name is an address. */
    static AddressResolverGroup<InetSocketAddress> names() {
        return new AddressResolverGroup<>() {
            @Override
            protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
                return new AnyName(executor);
            }

            /** Without the wish to be told of the executor's end, which an embedded loop does not grant. */
            @Override
            public AddressResolver<InetSocketAddress> getResolver(EventExecutor executor) {
                return newResolver(executor);
            }
        };
    }

    private static final class AnyName extends AbstractAddressResolver<InetSocketAddress> {

        AnyName(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return !address.isUnresolved();
        }

        @Override
        protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> found) {
            found.setSuccess(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
        }

        @Override
        protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> found) {
            found.setSuccess(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())));
        }
    }
}
