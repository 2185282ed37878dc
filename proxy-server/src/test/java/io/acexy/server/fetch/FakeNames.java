package io.acexy.server.fetch;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A name server whose answers a test gives: each once, the last for ever. An address is its own. */
final class FakeNames extends AddressResolverGroup<InetSocketAddress> {

    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final AtomicLong lookUps = new AtomicLong();

    void put(String name, String... addresses) {
        answers.put(name, new ArrayDeque<>(List.of(addresses)));
    }

    long lookUps() {
        return lookUps.get();
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
                throw new UnsupportedOperationException("all of them are asked for");
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) throws Exception {
                lookUps.incrementAndGet();
                Deque<String> known = answers.get(name);
                if (known == null && !Character.isDigit(name.charAt(0))) {
                    promise.setFailure(new UnknownHostException(name));
                    return;
                }
                String answer = known == null ? name : known.size() > 1 ? known.poll() : known.peek();
                promise.setSuccess(List.of(InetAddress.getByName(answer)));
            }
        });
    }
}
