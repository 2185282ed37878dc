package io.acexy.server.channels;

import io.acexy.server.fetch.BodyReader;
import io.acexy.server.fetch.Fetched;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Limits;
import io.acexy.server.fetch.UnfitException;
import io.acexy.server.fetch.Validators;
import io.acexy.server.fetch.Wish;
import io.acexy.server.m3u.Playlist;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list, and its last good copy, which stays in force until there is a better one. Confined to the thread of {@link ChannelDesk}, but
 * for {@link #view}.
 */
final class Source {

    private static final Logger LOG = LoggerFactory.getLogger(Source.class);

    /** 100,000 entries are some 30 MB. */
    private static final Limits LIMITS = Limits.of(64L << 20, Duration.ofMinutes(2));

    private static final Duration FILES = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final String source;
    private final Duration refresh;
    private final String name;
    private Validators known = Validators.NONE;
    private Instant due = Instant.MIN;
    private volatile SourceView view;

    Source(String source, Duration refresh) {
        this.source = source;
        boolean remote = source.regionMatches(true, 0, "http", 0, 4);
        this.refresh = remote || refresh.compareTo(FILES) < 0 ? refresh : FILES;
        this.name = "list-" + UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8));
        this.view = new SourceView(Fetcher.shown(source), 0, Optional.empty(), Optional.empty(), "");
    }

    /** Whether it is the one that is written so. */
    boolean isOf(String written) {
        return source.equals(written);
    }

    /** How it is. Any thread. */
    SourceView view() {
        return view;
    }

    /** Takes up what an earlier process has kept. */
    void recall(Shelf shelf) throws IOException {
        List<String> kept = shelf.text(name + ".txt").lines().toList();
        if (kept.size() >= 4) {
            known = new Validators(kept.get(2), kept.get(3));
            Instant good = Instant.ofEpochMilli(Long.parseLong(kept.get(0)));
            view = new SourceView(
                    view.source(), Integer.parseInt(kept.get(1)), Optional.of(good), Optional.empty(), "");
        }
    }

    /** Looks whether it has changed, if it is time to; returns whether there is a new copy. */
    boolean look(Fetcher fetcher, Shelf shelf, Instant now) {
        if (now.isBefore(due)) {
            return false;
        }
        Fetched<Integer> found = fetcher.now(new Wish(source, Wish.Trust.OPERATOR, LIMITS, known), copyTo(shelf));
        due = now.plus(refresh);
        if (found instanceof Fetched.Fresh<Integer> fresh) {
            known = fresh.validators();
            good(fresh.value(), now);
            remember(shelf, now);
            return true;
        }
        if (found instanceof Fetched.Refused<Integer> refused) {
            broken(refused.reason(), now);
        } else {
            good(view.entries(), now);
        }
        return false;
    }

    /** It is taken apart before it counts, and again whenever lists are merged: two lists need never be in memory at once. */
    private BodyReader<Integer> copyTo(Shelf shelf) {
        return body -> {
            shelf.put(name + ".new", body::transferTo);
            AtomicInteger entries = new AtomicInteger();
            try (InputStream copy = shelf.get(name + ".new").orElseThrow()) {
                Playlist.read(copy, entry -> entries.incrementAndGet());
            }
            if (entries.get() == 0) {
                throw new UnfitException("there is no entry in it");
            }
            shelf.move(name + ".new", name + ".m3u");
            return entries.get();
        };
    }

    private void remember(Shelf shelf, Instant now) {
        try {
            shelf.putText(
                    name + ".txt",
                    String.join(
                            "\n",
                            Long.toString(now.toEpochMilli()),
                            Integer.toString(view.entries()),
                            known.etag(),
                            known.lastModified(),
                            "."));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("list", view.source())
                    .addKeyValue("reason", e)
                    .log("cannot be kept for a restart");
        }
    }

    private void good(int entries, Instant now) {
        if (view.broken().isPresent()) {
            LOG.atInfo().addKeyValue("list", view.source()).log("a list is well again");
        }
        view = new SourceView(view.source(), entries, Optional.of(now), Optional.empty(), "");
    }

    private void broken(String reason, Instant now) {
        if (!view.reason().equals(reason)) {
            LOG.atWarn()
                    .addKeyValue("list", view.source())
                    .addKeyValue("reason", reason)
                    .addKeyValue("entries", view.entries())
                    .log(
                            view.good().isPresent()
                                    ? "a list is broken: its last good copy is served"
                                    : "a list is broken");
        }
        Duration again = refresh.compareTo(AFTER_FAILURE) < 0 ? refresh : AFTER_FAILURE;
        due = now.plus(again);
        view = new SourceView(
                view.source(), view.entries(), view.good(), view.broken().or(() -> Optional.of(now)), reason);
    }

    /** Its copy, where there is one. */
    Optional<InputStream> copy(Shelf shelf) throws IOException {
        return shelf.get(name + ".m3u");
    }
}
