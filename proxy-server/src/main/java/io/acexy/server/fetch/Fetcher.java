package io.acexy.server.fetch;

import io.acexy.core.Bugs;
import io.acexy.server.net.Network;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fetches what the operator has named, and what is allowed besides, from http, https and files. Any thread asks and none waits: the
 * work is done on two threads at most, which are there while there is some. What is asked for beyond what may wait is refused.
 */
public final class Fetcher implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;
    private static final long IDLE_SECONDS = 10;

    private final Way way;
    private final AddressResolverGroup<InetSocketAddress> names;
    private final String agent;
    private final Bugs bugs;
    private final ThreadPoolExecutor threads;

    /**
     * Starts no thread yet.
     *
     * @param agent how it introduces itself ({@code User-Agent})
     */
    public Fetcher(Network network, String agent, Bugs bugs) {
        this(network, network.names(), agent, bugs);
    }

    Fetcher(Network network, AddressResolverGroup<InetSocketAddress> names, String agent, Bugs bugs) {
        this.names = names;
        this.way = new Way(network, names);
        this.agent = agent;
        this.bugs = bugs;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                new DefaultThreadFactory("acexy-fetch", true));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Fetches, and has it read.
     *
     * @param <T> what the reader makes of it
     * @return never fails; completes on a thread of this, or on the caller's where it is refused at once
     */
    public <T> Future<Fetched<T>> fetch(Wish wish, BodyReader<T> reader) {
        Promise<Fetched<T>> end = ImmediateEventExecutor.INSTANCE.newPromise();
        try {
            threads.execute(() -> end.setSuccess(now(wish, reader)));
        } catch (RejectedExecutionException e) {
            end.setSuccess(new Fetched.Refused<>(
                    threads.isShutdown() ? "the proxy is being stopped" : "too much is being fetched already"));
        }
        return end;
    }

    /** The same on this thread, which it blocks: for those who have one of their own. */
    public <T> Fetched<T> now(Wish wish, BodyReader<T> reader) {
        try {
            return isHttp(wish.source()) ? byHttp(wish, reader) : byFile(wish, reader);
        } catch (IOException e) {
            return new Fetched.Refused<>(Reasons.of(e));
        } catch (RuntimeException | Error e) {
            bugs.report("the reading of what was fetched", e);
            return new Fetched.Refused<>("it could not be read, for a mistake in this program: see the log");
        }
    }

    /** A source as it may be shown: without users, passwords and queries. */
    public static String shown(String source) {
        try {
            return isHttp(source) ? HttpAddress.of(source).toString() : source;
        } catch (UnfitException e) {
            return "a URL that is none";
        }
    }

    /** The host that would be asked for a URL, in lower case; nothing where it is not one of http or https. */
    public static Optional<String> host(String url) {
        try {
            return Optional.of(HttpAddress.of(url).host());
        } catch (UnfitException e) {
            return Optional.empty();
        }
    }

    private static boolean isHttp(String source) {
        String start = source.substring(0, Math.min(8, source.length())).toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    private <T> Fetched<T> byHttp(Wish wish, BodyReader<T> reader) throws IOException {
        try (Exchange exchange = new Exchange(way, agent, wish)) {
            HttpResponse answer = exchange.ask();
            int status = answer.status().code();
            if (status == 304 && !wish.known().isEmpty()) {
                return new Fetched.Unchanged<>();
            }
            if (status != 200) {
                throw new UnfitException("it answers " + status);
            }
            HttpHeaders headers = answer.headers();
            refuseEncoding(headers.get(HttpHeaderNames.CONTENT_ENCODING, ""));
            Validators validators = new Validators(
                    headers.get(HttpHeaderNames.ETAG, ""), headers.get(HttpHeaderNames.LAST_MODIFIED, ""));
            try (Body body = exchange.body()) {
                return new Fetched.Fresh<>(read(body, wish.limits(), reader), validators);
            }
        }
    }

    private static void refuseEncoding(String encoding) throws UnfitException {
        String coding = encoding.strip().toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !coding.equals("gzip") && !coding.equals("x-gzip") && !coding.equals("identity")) {
            throw new UnfitException("it is coded as " + coding + ", which was not asked for");
        }
    }

    private static <T> Fetched<T> byFile(Wish wish, BodyReader<T> reader) throws IOException {
        if (!wish.trust().files()) {
            throw new UnfitException("only http and https are fetched");
        }
        Path file = path(wish.source());
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnfitException("it is not a file");
        }
        Validators validators =
                new Validators("", Files.getLastModifiedTime(file).toMillis() + "/" + Files.size(file));
        if (validators.equals(wish.known())) {
            return new Fetched.Unchanged<>();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Fetched.Fresh<>(read(in, wish.limits(), reader), validators);
        }
    }

    private static Path path(String source) throws UnfitException {
        try {
            return source.toLowerCase(Locale.ROOT).startsWith("file:") ? Path.of(URI.create(source)) : Path.of(source);
        } catch (InvalidPathException e) {
            throw new UnfitException("it is not a path");
        } catch (IllegalArgumentException e) {
            throw new UnfitException("it is not the URL of a file: file:///path");
        }
    }

    private static <T> T read(InputStream in, Limits limits, BodyReader<T> reader) throws IOException {
        try (Unpacked body = Unpacked.of(in, limits)) {
            T value = read(body, reader);
            if (body.failure() != null) {
                throw body.failure();
            }
            body.drain();
            return value;
        }
    }

    /** A parser may wrap what the stream throws, or take it for the end; what the stream says counts. */
    private static <T> T read(Unpacked body, BodyReader<T> reader) throws IOException {
        try {
            return reader.read(body);
        } catch (IOException | RuntimeException e) {
            if (body.failure() != null) {
                throw body.failure();
            }
            throw e;
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        names.close();
    }
}
