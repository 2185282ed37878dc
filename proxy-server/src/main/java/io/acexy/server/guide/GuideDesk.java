package io.acexy.server.guide;

import io.acexy.core.Bugs;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.channels.Lineups;
import io.acexy.server.config.GuideConfig;
import io.acexy.server.fetch.Fetcher;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the guide: looks at its sources when it is time, and makes the one that is served whenever one of them or the lineup has changed,
 * and each hour, because the days move on. Does so on a thread of its own, which is there while there is something to do; what it has come to
 * is read on any thread. Copies are files, so that memory holds the programmes of two days alone.
 */
public final class GuideDesk implements Programmes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuideDesk.class);

    private static final Duration ROUND = Duration.ofSeconds(10);

    /** A lineup that has just come is not to wait for the next round. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration OLD = Duration.ofHours(1);

    private static final String SERVED = "served-";

    /** What is to be; the thread that looks makes it {@link #config}. */
    private volatile GuideConfig next;

    private volatile GuideConfig config;
    private final Path data;
    private final Lineups lineups;
    private final Fetcher fetcher;
    private final InstantSource clock;
    private final Bugs bugs;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean busy = new AtomicBoolean();
    /** In the names of what this one serves: from the same folder the process before may serve its own until it has ended. */
    private final String mark =
            SERVED + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + '-';

    private Path folder;
    private List<GuideSource> sources = List.of();
    private volatile Lineup composedFor;
    private volatile Instant looked = Instant.MIN;
    private Wanted wanted;
    private Instant composed = Instant.MIN;
    private int number;
    private Future<?> rounds;
    private volatile Optional<Document> document = Optional.empty();
    private volatile Schedule schedule = Schedule.EMPTY;
    private volatile List<GuideSource> shown = List.of();

    /**
     * The guide that is served.
     *
     * @param file packed
     * @param packed its bytes
     * @param tag another for other contents
     */
    record Document(Path file, long packed, String tag) {}

    /**
     * Starts nothing yet.
     *
     * @param data where copies are kept; empty for a folder that goes with the process
     */
    public GuideDesk(GuideConfig config, Path data, Lineups lineups, Fetcher fetcher, InstantSource clock, Bugs bugs) {
        this.config = config;
        this.next = config;
        this.data = data;
        this.lineups = lineups;
        this.fetcher = fetcher;
        this.clock = clock;
        this.bugs = bugs;
        this.thread = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(2), new DefaultThreadFactory("acexy-guide", true));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Looks at the sources, now and whenever it is time. */
    public void start(EventLoop loop) {
        rounds = loop.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Instant now = clock.instant();
        if (lineups.now() != composedFor || !next.equals(config) || now.isAfter(looked.plus(ROUND))) {
            looked = now;
            post();
        }
    }

    private void post() {
        if (busy.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    bugs.run("a look at the guides", () -> round(clock.instant()), () -> {});
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** From now on other guides are looked at, or other days served: with the next look, which is soon. Any thread. */
    public void take(GuideConfig wantedNow) {
        next = wantedNow;
    }

    /** Guides that are wanted still go on as they are; whether it has changed anything. */
    private boolean turn() {
        GuideConfig wantedNow = next;
        if (wantedNow.equals(config)) {
            return false;
        }
        boolean sameTimes = wantedNow.refresh().equals(config.refresh()) && wantedNow.past() == config.past();
        List<GuideSource> turned = new ArrayList<>();
        for (String name : wantedNow.sources()) {
            Optional<GuideSource> known = sources.stream()
                    .filter(source -> sameTimes && source.isOf(name))
                    .findFirst();
            turned.add(known.orElseGet(() -> opened(name, wantedNow)));
        }
        sources = turned;
        shown = List.copyOf(turned);
        config = wantedNow;
        return true;
    }

    private GuideSource opened(String name, GuideConfig of) {
        GuideSource source = new GuideSource(name, of.refresh(), Duration.ofDays(of.past()), folder);
        source.recall();
        return source;
    }

    /** One look at everything. One thread at a time; blocks. */
    void round(Instant now) {
        try {
            boolean first = folder == null;
            if (first) {
                open();
            }
            Lineup lineup = lineups.now();
            boolean changed = turn();
            if (lineup != composedFor) {
                changed = true;
                wanted = new Wanted(lineup);
                composedFor = lineup;
            }
            if (changed || now.isAfter(composed.plus(OLD))) {
                compose(now); // what is there serves until the sources have answered
            }
            boolean fresh = false;
            for (GuideSource source : wanted.targets().isEmpty() ? List.<GuideSource>of() : sources) {
                fresh |= source.look(fetcher, wanted, now);
            }
            if (fresh) {
                compose(now);
            }
        } catch (IOException e) {
            composed = Instant.MIN;
            LOG.atWarn().addKeyValue("reason", e.toString()).log("the guide cannot be made: what was, stays");
        }
    }

    private void open() throws IOException {
        Path made = data.toString().isEmpty() ? Files.createTempDirectory("acexy-guide") : data.resolve("guide");
        Files.createDirectories(made);
        folder = made;
        takeAway(file -> isServed(file) && isLeftBehind(file));
        sources =
                config.sources().stream().map(source -> opened(source, config)).toList();
        shown = List.copyOf(sources);
    }

    private static boolean isServed(Path file) {
        return file.getFileName().toString().startsWith(SERVED);
    }

    /** Of a process that was killed; one that lives makes its own anew each {@link #OLD}. */
    private boolean isLeftBehind(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(clock.instant().minus(OLD.multipliedBy(3)));
        } catch (IOException gone) {
            return false;
        }
    }

    private void takeAway(Predicate<Path> which) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(which).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("folder", folder).log("files of guides are left");
        }
    }

    private void compose(Instant now) throws IOException {
        List<Path> parts = sources.stream()
                .map(GuideSource::part)
                .flatMap(Optional::stream)
                .toList();
        Path file = folder.resolve(mark + number++ % 3 + ".xml.gz"); // who still reads the last one, reads on
        Files.deleteIfExists(file);
        Schedule made = new GuideComposer(wanted, now, config.past(), config.days()).compose(parts, file);
        document = Optional.of(new Document(file, Files.size(file), tag(file)));
        schedule = made;
        composed = now;
    }

    private static String tag(Path file) throws IOException {
        CRC32 sum = new CRC32();
        byte[] piece = new byte[16 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                sum.update(piece, 0, count);
            }
        }
        return HexFormat.of().toHexDigits((int) sum.getValue()) + '-' + Files.size(file);
    }

    /** What is served; nothing before there is any. Any thread. */
    Optional<Document> document() {
        return document;
    }

    /** How the guides are. Any thread. */
    public List<GuideView> sources() {
        return shown.stream().map(GuideSource::view).toList();
    }

    @Override
    public List<Programme> from(Channel channel, Instant from, int most) {
        return schedule.from(channel, from, most);
    }

    /** Looks no more, and takes away what goes with the process. */
    @Override
    public void close() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        thread.shutdownNow();
        if (folder == null) {
            return;
        }
        boolean temporary = data.toString().isEmpty();
        takeAway(file -> temporary || file.getFileName().toString().startsWith(mark));
        if (temporary) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("folder", folder).log("a temporary folder is left");
            }
        }
    }
}
