package io.acexy.server.net;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names, but for those that lead to where clouds tell a machine its secrets: whoever may answer for a name that the operator has written, or
 * name an engine, cannot have this proxy ask there. Addresses are looked at as names are. It is for single addresses and not for those of the
 * link as a whole, because containers reach their host at one of these ({@code host.containers.internal}).
 */
public final class GuardedNames extends AddressResolverGroup<InetSocketAddress> {

    /** As the clouds document them: several, Alibaba, Amazon (ECS, EKS, IPv6), Azure, Google (IPv6), OpenStack (IPv6), Oracle, Scaleway. */
    private static final Set<InetAddress> SECRETS = Stream.of(
                    "169.254.169.254",
                    "100.100.100.200",
                    "169.254.170.2",
                    "169.254.170.23",
                    "fd00:ec2::254",
                    "fd00:ec2::23",
                    "168.63.129.16",
                    "fd20:ce::254",
                    "fe80::a9fe:a9fe",
                    "192.0.0.192",
                    "169.254.42.42",
                    "fd00:42::42")
            .map(text -> of(NetUtil.createByteArrayFromIpAddressString(text)))
            .collect(Collectors.toUnmodifiableSet());

    /** RFC 6052; and what was once meant to be the same. */
    private static final List<byte[]> CARRIERS =
            List.of(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, new byte[12]);

    private final AddressResolverGroup<InetSocketAddress> names;

    /** @param names finds them; is closed with this */
    public GuardedNames(AddressResolverGroup<InetSocketAddress> names) {
        this.names = names;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        AddressResolver<InetSocketAddress> found = names.getResolver(executor);
        return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

            @Override
            protected boolean doIsResolved(InetSocketAddress address) {
                return !address.isUnresolved();
            }

            @Override
            protected void doResolve(InetSocketAddress name, Promise<InetSocketAddress> promise) {
                pass(found.resolve(name), List::of, promise);
            }

            @Override
            protected void doResolveAll(InetSocketAddress name, Promise<List<InetSocketAddress>> promise) {
                pass(found.resolveAll(name), all -> all, promise);
            }
        };
    }

    /** One that is not to be asked is enough: nobody who means well has others beside it. */
    private static <T> void pass(Future<T> answer, Function<T, List<InetSocketAddress>> addresses, Promise<T> promise) {
        answer.addListener(done -> {
            if (!answer.isSuccess()) {
                promise.tryFailure(answer.cause());
                return;
            }
            T all = answer.getNow();
            addresses.apply(all).stream()
                    .filter(one -> isSecret(one.getAddress()))
                    .findFirst()
                    .ifPresentOrElse(one -> promise.tryFailure(refusal(one)), () -> promise.trySuccess(all));
        });
    }

    private static NoRouteToHostException refusal(InetSocketAddress address) {
        return new NoRouteToHostException("at " + address.getAddress().getHostAddress()
                + " clouds tell their machines' secrets: nothing is asked there");
    }

    static boolean isSecret(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean carries = bytes.length == 16
                && CARRIERS.stream().anyMatch(start -> Arrays.equals(start, 0, start.length, bytes, 0, start.length));
        return SECRETS.contains(of(carries ? Arrays.copyOfRange(bytes, 12, 16) : bytes));
    }

    /** Without a scope, which is no part of what is looked for. */
    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        super.close();
        names.close();
    }
}
