package io.acexy.server.channels;

import io.acexy.server.fetch.Fetched;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Limits;
import io.acexy.server.fetch.UnfitException;
import io.acexy.server.fetch.Validators;
import io.acexy.server.fetch.Wish;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The pictures that lists name, had when somebody wants to see one and kept in memory, so that a page that may load nothing from elsewhere
 * can show them. A picture's address is a stranger's word: it may lead to the public internet and to hosts that the operator has named, and
 * what comes is believed to be a picture for its first bytes alone, whatever its sender calls it. Any thread; nobody waits.
 */
public final class Pictures implements AutoCloseable {

    private static final int LARGEST = 512 << 10;
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_KEPT = 2_000;
    private static final int MOST_UNDER_WAY = 16;
    private static final Limits LIMITS = new Limits(LARGEST, LARGEST, Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final Duration FRESH = Duration.ofDays(1);

    /** A site that does not answer is not asked again by each page. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final Fetcher fetcher;
    private final Predicate<String> hosts;
    private final InstantSource clock;

    /** What has been used last is last. This, and what follows, is locked. */
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Promise<Optional<Picture>>> underWay = new HashMap<>();
    private int bytes;

    /**
     * A picture as it came.
     *
     * @param type its media type
     * @param tag its {@code ETag}
     * @param content nobody changes it, and nobody has to release it; who writes it takes a duplicate
     */
    record Picture(String type, String tag, ByteBuf content) {}

    /**
     * What is known of an address.
     *
     * @param picture nothing where it could not be had
     * @param until when it is asked for anew
     */
    private record Kept(Optional<Picture> picture, Validators validators, Instant until) {

        static final Kept NONE = new Kept(Optional.empty(), Validators.NONE, Instant.MIN);

        int size() {
            return picture.map(one -> one.content().readableBytes()).orElse(0);
        }
    }

    /**
     * Fetches nothing yet.
     *
     * @param fetcher nobody else's, so that slow pictures keep no list waiting; is closed with this
     * @param hosts which hosts may be asked in private networks too, by lower-case name
     */
    public Pictures(Fetcher fetcher, Predicate<String> hosts, InstantSource clock) {
        this.fetcher = fetcher;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** The picture at an address: never fails, and is nothing where it cannot be had, or not now. */
    Future<Optional<Picture>> at(String url) {
        Promise<Optional<Picture>> promise;
        Kept known;
        synchronized (this) {
            known = kept.getOrDefault(url, Kept.NONE);
            Promise<Optional<Picture>> coming = underWay.get(url);
            if (coming != null) {
                return coming;
            }
            if (clock.instant().isBefore(known.until()) || underWay.size() >= MOST_UNDER_WAY) {
                return ImmediateEventExecutor.INSTANCE.newSucceededFuture(known.picture());
            }
            promise = ImmediateEventExecutor.INSTANCE.newPromise();
            underWay.put(url, promise);
        }
        Wish wish = new Wish(url, Wish.Trust.STRANGER.also(hosts), LIMITS, known.validators());
        fetcher.fetch(wish, Pictures::read)
                .addListener((Future<Fetched<Picture>> end) -> promise.setSuccess(came(url, known, end.getNow())));
        return promise;
    }

    /** One that cannot be had again stays as it was. */
    private synchronized Optional<Picture> came(String url, Kept known, Fetched<Picture> end) {
        Instant now = clock.instant();
        underWay.remove(url);
        if (end instanceof Fetched.Fresh<Picture> fresh) {
            keep(url, new Kept(Optional.of(fresh.value()), fresh.validators(), now.plus(FRESH)));
            return Optional.of(fresh.value());
        }
        Duration pause = end instanceof Fetched.Unchanged<Picture> ? FRESH : AGAIN;
        keep(url, new Kept(known.picture(), known.validators(), now.plus(pause)));
        return known.picture();
    }

    private void keep(String url, Kept next) {
        Kept before = kept.put(url, next);
        bytes += next.size() - (before == null ? 0 : before.size());
        for (Iterator<Kept> eldest = kept.values().iterator(); bytes > MOST_BYTES || kept.size() > MOST_KEPT; ) {
            bytes -= eldest.next().size();
            eldest.remove();
        }
    }

    private static Picture read(InputStream body) throws IOException {
        byte[] content = body.readAllBytes();
        CRC32 sum = new CRC32();
        sum.update(content);
        String tag = '"' + Long.toHexString(sum.getValue()) + '-' + content.length + '"';
        ByteBuf shared = Unpooled.wrappedBuffer(content).asReadOnly();
        return new Picture(type(content), tag, Unpooled.unreleasableBuffer(shared));
    }

    /** No SVG: that is a document, which may bring scripts. */
    private static String type(byte[] content) throws UnfitException {
        String begin = new String(content, 0, Math.min(12, content.length), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (begin.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (begin.startsWith("GIF87a") || begin.startsWith("GIF89a")) {
            return "image/gif";
        }
        if (begin.startsWith("RIFF") && begin.endsWith("WEBP")) {
            return "image/webp";
        }
        if (begin.endsWith("ftypavif")) {
            return "image/avif";
        }
        throw new UnfitException("it is no picture: PNG, JPEG, GIF, WebP and AVIF are");
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        fetcher.close();
    }
}
