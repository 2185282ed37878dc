package io.acexy.server.channels;

import io.acexy.core.Bugs;
import io.acexy.server.config.ChannelsConfig;
import io.acexy.server.fetch.Fetched;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Limits;
import io.acexy.server.fetch.Validators;
import io.acexy.server.fetch.Wish;
import io.acexy.server.m3u.Playlist;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lineup: looks at the sources when it is time, and merges what they have whenever one has changed. Does so on a thread of its
 * own, which is there while there is something to do; what it has come to is read on any thread. Where nothing is configured, nothing
 * runs.
 */
public final class ChannelDesk implements Lineups, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelDesk.class);

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Limits FILE = Limits.of(16L << 20, Duration.ofSeconds(20));
    private static final String BOOK = "channels.txt";

    /** What is to be; the thread that looks makes it {@link #config}. */
    private volatile ChannelsConfig wanted;

    private ChannelsConfig config;
    private final Fetcher fetcher;
    private final Bugs bugs;
    private final InstantSource clock;
    private final Path data;
    private volatile List<Source> sources;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ThreadPoolExecutor thread;
    private Shelf shelf;
    private List<HandChannel> byHand = List.of();
    private Validators handKnown = Validators.NONE;
    private Future<?> rounds;
    private volatile SourceView handView;
    private volatile State whole = new State(Lineup.EMPTY, Listing.EMPTY, false);
    private volatile State state = whole;

    /** Both are read and written by one thread at a time: this is locked. */
    private Hiding hiding = Hiding.NONE;

    private Set<String> hidden = Set.of();

    /**
     * What is in force.
     *
     * @param there whether any list has ever come
     */
    record State(Lineup lineup, Listing listing, boolean there) {}

    /**
     * Starts nothing yet.
     *
     * @param data where copies are kept; empty for memory
     */
    public ChannelDesk(ChannelsConfig config, Path data, Fetcher fetcher, InstantSource clock, Bugs bugs) {
        this.config = config;
        this.wanted = config;
        this.data = data;
        this.fetcher = fetcher;
        this.clock = clock;
        this.bugs = bugs;
        this.sources = config.playlists().stream()
                .map(source -> new Source(source, config.refresh()))
                .toList();
        this.handView = unseen(config.file());
        this.thread = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(2), new DefaultThreadFactory("acexy-lists", true));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Looks at the sources, now and whenever it is time; not where there are none. */
    public void start(EventLoop loop) {
        if (config.isOn()) {
            rounds = loop.scheduleWithFixedDelay(this::post, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static SourceView unseen(Path file) {
        return new SourceView(file.toString(), 0, Optional.empty(), Optional.empty(), "");
    }

    private void post() {
        if (busy.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    bugs.run("a look at the lists", () -> round(clock.instant()), () -> {});
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** From now on other lists are looked at, and other channels chosen: with the next look, which is soon. Any thread. */
    public void take(ChannelsConfig next) {
        wanted = next;
        if (rounds != null) {
            post();
        }
    }

    /** Lists that are wanted still go on as they are; whether it has changed anything. */
    private boolean turn() {
        ChannelsConfig next = wanted;
        if (next.equals(config)) {
            return false;
        }
        boolean sameTimes = next.refresh().equals(config.refresh());
        List<Source> turned = new ArrayList<>();
        for (String name : next.playlists()) {
            Optional<Source> known = sources.stream()
                    .filter(source -> sameTimes && source.isOf(name))
                    .findFirst();
            turned.add(known.orElseGet(() -> recalled(new Source(name, next.refresh()))));
        }
        if (!next.file().equals(config.file())) {
            byHand = List.of();
            handKnown = Validators.NONE;
            handView = unseen(next.file());
        }
        sources = List.copyOf(turned);
        config = next;
        return true;
    }

    /** One look at everything. On one thread at a time; blocks. */
    void round(Instant now) {
        boolean first = shelf == null;
        if (first) {
            shelf = Shelf.open(data);
            sources.forEach(this::recalled);
        }
        boolean changed = turn();
        changed |= lookAtHand(now);
        if (first) {
            merge(now); // what is kept serves until the sources have answered
        }
        for (Source source : sources) {
            if (source.look(fetcher, shelf, now)) {
                changed = true;
            }
        }
        if (changed) {
            merge(now);
        }
    }

    private Source recalled(Source source) {
        try {
            source.recall(shelf);
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("list", source.view().source())
                    .addKeyValue("reason", e)
                    .log("its copy is unreadable");
        }
        return source;
    }

    private boolean lookAtHand(Instant now) {
        if (config.file().toString().isEmpty()) {
            return false;
        }
        Wish wish = new Wish(config.file().toString(), Wish.Trust.OPERATOR, FILE, handKnown);
        Fetched<List<HandChannel>> found = fetcher.now(wish, HandFile::read);
        String name = config.file().toString();
        if (found instanceof Fetched.Fresh<List<HandChannel>> fresh) {
            byHand = fresh.value();
            handKnown = fresh.validators();
            handView = new SourceView(name, byHand.size(), Optional.of(now), Optional.empty(), "");
            return true;
        }
        if (found instanceof Fetched.Refused<List<HandChannel>> refused) {
            if (!handView.reason().equals(refused.reason())) {
                LOG.atWarn()
                        .addKeyValue("file", name)
                        .addKeyValue("reason", refused.reason())
                        .log("channels by hand are broken");
            }
            handView = new SourceView(
                    name,
                    byHand.size(),
                    handView.good(),
                    handView.broken().or(() -> Optional.of(now)),
                    refused.reason());
        }
        return false;
    }

    private void merge(Instant now) {
        try {
            Merger merger = new Merger(config.choice(), byHand);
            boolean there = !byHand.isEmpty();
            for (Source source : sources) {
                there |= add(source, merger);
            }
            Book book = Book.of(shelf.text(BOOK));
            Merger.Merged merged = merger.finish(book, now.getEpochSecond() / 86_400);
            String kept = merged.book().text();
            if (!kept.equals(book.text())) {
                shelf.putText(BOOK, kept);
            }
            publish(merged, there);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.toString()).log("the lists cannot be merged: what was, stays");
        }
    }

    private boolean add(Source source, Merger merger) throws IOException {
        Optional<InputStream> found = source.copy(shelf);
        if (found.isEmpty()) {
            return false;
        }
        try (InputStream copy = found.get()) {
            // Its own attributes come before its entries, and are known when all of them have been read.
            Map<String, String> header = Playlist.read(copy, merger);
            merger.header(header);
        }
        return true;
    }

    private synchronized void publish(Merger.Merged merged, boolean there) {
        Lineup old = whole.lineup();
        boolean same = old.channels().equals(merged.lineup().channels());
        whole = new State(same ? old : merged.lineup(), merged.listing(), there);
        hidden = hiding.hidden(whole.lineup());
        show();
        if (!same) {
            LOG.atInfo()
                    .addKeyValue("channels", merged.lineup().channels().size())
                    .log("channels");
        }
    }

    private void show() {
        state = hidden.isEmpty() ? whole : without(hidden);
    }

    private State without(Set<String> ids) {
        Lineup less = new Lineup(whole.lineup().channels().stream()
                .filter(channel -> !ids.contains(channel.id()))
                .toList());
        Lineup old = state.lineup();
        boolean same = old.channels().equals(less.channels());
        return new State(same ? old : less, whole.listing().without(ids), whole.there());
    }

    /** From now on some channels are left out of what is listed. Any thread. */
    public synchronized void hide(Hiding rule) {
        hiding = rule;
        hideAnew();
    }

    /** What decides which are left out may have changed its mind. Any thread. */
    public synchronized void hideAnew() {
        Set<String> wanted = hiding.hidden(whole.lineup());
        if (!wanted.equals(hidden)) {
            hidden = wanted;
            show();
            LOG.atInfo().addKeyValue("hidden", wanted.size()).log("channels that are left out of lists");
        }
    }

    /** All channels, those included that are left out of what is listed. */
    public Lineups all() {
        return () -> whole.lineup();
    }

    /** What is listed. */
    State state() {
        return state;
    }

    @Override
    public Lineup now() {
        return state.lineup();
    }

    /** How the lists are, and the file of channels by hand if there is one. Any thread. */
    public List<SourceView> sources() {
        List<SourceView> views = new ArrayList<>();
        SourceView byHandNow = handView;
        if (!byHandNow.source().isEmpty()) {
            views.add(byHandNow);
        }
        sources.forEach(source -> views.add(source.view()));
        return views;
    }

    /** Looks no more. */
    @Override
    public void close() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        thread.shutdownNow();
    }
}
