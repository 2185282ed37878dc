package io.acexy.core.stream;

import io.acexy.core.Places;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.source.Backups;
import io.acexy.core.source.SourceServices;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * All streams, by every name that they are known under. Usable from any thread. What a stream does with a player is decided on
 * the stream's own loop.
 */
public final class StreamRegistry {

    private final StreamServices services;
    private final Map<ContentId, Stream> streams = new ConcurrentHashMap<>();
    private final SourceServices.Shared shared;
    private final SourceServices sources;
    private final Places places;

    private final StreamCounts counts = new StreamCounts();

    /** With which runs begin from now on. */
    private volatile SourceServices next;

    private volatile boolean closing;
    private volatile boolean draining;
    private volatile BiFunction<ContentId, EventExecutor, Future<Void>> spare = (wanted, executor) -> null;

    /** Streams of contents that are alone. */
    public StreamRegistry(StreamServices services) {
        this(services, Backups.NONE, new Places(services.config().maxStreams()));
    }

    /**
     * Streams that are not alone in what they take.
     *
     * @param backups which contents are behind the names of channels
     * @param places shared with whoever else plays from engines
     */
    public StreamRegistry(StreamServices services, Backups backups, Places places) {
        this.services = services;
        this.places = places;
        this.shared = new SourceServices.Shared(backups);
        this.sources = services.sources(shared);
        this.next = sources;
    }

    /**
     * Where else there is room to be had, when nothing lingers: asked for what wants it, and answers with a future, or null. Who is
     * named first is asked first. Before the first stream.
     */
    public void roomIn(BiFunction<ContentId, EventExecutor, Future<Void>> others) {
        BiFunction<ContentId, EventExecutor, Future<Void>> before = spare;
        spare = (wanted, executor) -> {
            Future<Void> room = before.apply(wanted, executor);
            return room == null ? others.apply(wanted, executor) : room;
        };
    }

    /**
     * Room for what is not a stream: one that lingers, or that runs for nobody, gives its place up. Any thread.
     *
     * @return completed on {@code executor} when it is there; null when there is none
     */
    public Future<Void> giveRoom(ContentId wanted, EventExecutor executor) {
        Future<Void> idle = reclaim(null, executor);
        return idle == null ? roomElsewhere(wanted, executor) : idle;
    }

    /**
     * Seats a player at a content: with the others if somebody watches it already, else on a new stream.
     *
     * @param options further engine parameters; those of the first player count
     * @param player hears {@link Player#ended} if nothing comes of it
     */
    public Viewing join(ContentId content, Map<String, String> options, Player player) {
        Viewing viewing = new Viewing(player, content, options);
        player.known(viewing);
        seat(viewing);
        return viewing;
    }

    /** Seats a viewing; again, when the stream that was to take it has closed meanwhile. */
    void seat(Viewing viewing) {
        Stream shared = shared(viewing);
        Stream stream = closing
                ? null
                : streams.computeIfAbsent(
                        viewing.content, content -> shared == null && !draining ? open(viewing) : shared);
        if (stream != null) {
            stream.admit(viewing);
        } else if (closing || draining) {
            refuse(viewing, StreamFailure.shuttingDown());
        } else {
            seatWhenThereIsRoom(viewing);
        }
    }

    /** Where a channel is wanted whose content plays already; it may be over by the time that the viewer comes there. */
    private Stream shared(Viewing viewing) {
        ContentId name = viewing.content;
        boolean mayBe = name.isChannel() && name.isOriginal() && !streams.containsKey(name);
        long now = viewing.player.loop().ticker().nanoTime();
        return mayBe ? streams.get(shared.wanted(name, now)) : null;
    }

    /** Who plays one of a channel's contents by another name; the stream of the channel itself where nobody does. */
    Stream playsOneOf(ContentId channel, Stream own) {
        return shared.contents(channel).stream()
                .map(streams::get)
                .filter(one -> one != null && one.status().state() == StreamState.LIVE)
                .findFirst()
                .orElse(own);
    }

    /** A stream that lingers gives its place up: nobody watches it. */
    private void seatWhenThereIsRoom(Viewing viewing) {
        Future<Void> room = viewing.mayWaitForRoom() ? makeRoom(viewing) : null;
        if (room == null) {
            places.turnedAway();
            refuse(viewing, StreamFailure.tooManyStreams());
        } else {
            room.addListener(made -> services.bugs().run("player's wish", () -> seat(viewing), () -> {}));
        }
    }

    private Future<Void> makeRoom(Viewing viewing) {
        EventExecutor loop = viewing.player.loop();
        Future<Void> room = giveRoom(viewing.content, loop);
        return room == null ? viewing.player.giveUpOtherPlace(loop) : room;
    }

    /** What runs for nobody gives way to what somebody wants. */
    Future<Void> roomElsewhere(ContentId wanted, EventExecutor executor) {
        return wanted.isOriginal() ? spare.apply(wanted, executor) : null;
    }

    private void refuse(Viewing viewing, StreamFailure why) {
        viewing.player.loop().execute(services.bugs().guard("refusal of a player", () -> {
            if (viewing.seat == null) {
                news(viewing.content).tell((content, listener) -> listener.refused(content, why));
            }
            viewing.dismiss(LeaveReason.of(why), why, viewing.player.loop());
            viewing.left();
        }));
    }

    /** A player was given no place at the door, and never came to a stream. On his loop. */
    public void turnedAway(ContentId content, StreamFailure why) {
        news(content).tell((name, listener) -> listener.refused(name, why));
    }

    private StreamNews news(ContentId content) {
        return new StreamNews(content, services.listeners(), services.bugs());
    }

    private Stream open(Viewing viewing) {
        if (viewing.content.isOriginal() && !places.take()) { // what is made of another is bounded by what makes it
            return null;
        }
        StreamContext context = new StreamContext(
                viewing.player.loop(), viewing.content, viewing.options, services, sources, news(viewing.content));
        Stream stream = new Stream(context, this);
        counts.add(stream);
        return stream;
    }

    /** A stream has done all that it will do. */
    void over(Stream stream) {
        counts.over(stream);
    }

    /** What all streams have done since this was made, those that are gone included: no count ever falls. Any thread. */
    public StreamTotals totals() {
        return counts.totals();
    }

    private void freePlace(Stream stream) {
        if (stream.isOriginal()) {
            places.free();
        }
    }

    /** Makes a stream known under one more name, unless that name is taken; returns who has it. */
    Stream claim(ContentId name, Stream stream) {
        Stream owner = streams.putIfAbsent(name, stream);
        if (owner != null && owner.status().state() == StreamState.CLOSED && streams.replace(name, owner, stream)) {
            return stream;
        }
        return owner == null ? stream : owner;
    }

    /** Takes all names of a stream out that are not among these. */
    void unname(Stream stream, Predicate<ContentId> kept) {
        streams.entrySet().removeIf(named -> named.getValue() == stream && !kept.test(named.getKey()));
    }

    /** Lets the names of one stream, which gives up, mean another from now on. */
    void redirect(Stream from, Stream to) {
        streams.replaceAll((name, stream) -> stream == from ? to : stream);
        freePlace(from);
    }

    /** Takes a stream that has closed out of the map. */
    void forget(Stream stream) {
        streams.values().removeIf(one -> one == stream);
        freePlace(stream);
    }

    /** Takes a single name out that still leads to a closed stream. */
    void forget(ContentId name, Stream stream) {
        streams.remove(name, stream);
    }

    /**
     * Frees an engine by ending the stream that has lingered longest without players, or waits for one that ends already. To one
     * that is made of another only its like gives way; of a stream that is made of another, that other begins to linger.
     *
     * @return completed on {@code home} when its engine session has been stopped; null when nobody lingers or ends
     */
    Future<Void> reclaim(Stream exceptFor, EventExecutor home) {
        boolean anyKind = exceptFor == null || exceptFor.isOriginal();
        Collection<Stream> others = all().stream()
                .filter(stream -> stream != exceptFor && (anyKind || !stream.isOriginal()))
                .toList();
        Optional<Stream> idle = others.stream()
                .filter(stream -> stream.status().isLingering())
                .min(Comparator.comparing((Stream stream) -> anyKind && !stream.isOriginal())
                        .thenComparing(stream -> stream.status().state() != StreamState.LIVE)
                        .thenComparingLong(stream -> stream.status().lingeringSince()));
        return idle.or(() -> others.stream()
                        .filter(stream -> stream.status().isFreeingEngine())
                        .findAny())
                .map(stream -> stream.stopIdle(home))
                .orElse(null);
    }

    /** Every stream once. Any thread. */
    private Collection<Stream> all() {
        return Set.copyOf(streams.values());
    }

    /**
     * Moves a stream to another engine, without its players noticing: the new session is opened first.
     *
     * @return false when nobody plays it
     */
    public boolean move(ContentId content) {
        Stream stream = streams.get(content);
        if (stream == null || stream.status().state() != StreamState.LIVE) {
            return false;
        }
        stream.whileRunning(run -> run.move(engine -> true));
        return true;
    }

    /**
     * Ends a stream, whoever watches it: its players are told that it was stopped.
     *
     * @return false when there is none
     */
    public boolean stop(ContentId content) {
        Stream stream = streams.get(content);
        if (stream == null || stream.status().state() == StreamState.CLOSED) {
            return false;
        }
        stream.stopByWish();
        return true;
    }

    /**
     * Lets a channel go back to the first of its contents, if another plays.
     *
     * @return false when nobody plays it
     */
    public boolean backToFirst(ContentId channel) {
        Stream stream = streams.get(channel);
        if (stream == null || stream.status().state() != StreamState.LIVE) {
            return false;
        }
        stream.whileRunning(StreamRun::backToFirst);
        return true;
    }

    /** Moves every stream away from some engines: they are draining, or their network is. */
    public void leave(Predicate<Engine> engines) {
        all().forEach(stream -> stream.whileRunning(run -> run.move(engines)));
    }

    /** Ends a stream, if it runs, for whatever reason its players are to be told. Any thread. */
    public void end(ContentId content, StreamFailure why) {
        Stream stream = streams.get(content);
        if (stream != null) {
            stream.post(() -> stream.failed(why));
        }
    }

    /** Every stream at this moment. Any thread; never waits. */
    public List<StreamStatus> statuses() {
        return all().stream().map(Stream::status).toList();
    }

    /**
     * A stream with every name that leads to it.
     *
     * @param status at this moment
     * @param names in no order
     */
    public record Known(StreamStatus status, List<ContentId> names) {}

    /** Every stream at this moment, with its names. Any thread; never waits. */
    public List<Known> known() {
        Map<Stream, List<ContentId>> names = new HashMap<>();
        streams.forEach((name, stream) ->
                names.computeIfAbsent(stream, first -> new ArrayList<>(2)).add(name));
        return names.entrySet().stream()
                .map(one -> new Known(one.getKey().status(), one.getValue()))
                .toList();
    }

    /**
     * Somebody looks at what engines say of their swarms: for the next seconds they are asked. Any thread.
     *
     * @param nanos by the loops' ticker
     */
    public void lookAtSwarms(long nanos) {
        shared.attention().pay(nanos);
    }

    /** The stream of a name, if there is one. Any thread; never waits. */
    public Optional<StreamStatus> status(ContentId content) {
        return Optional.ofNullable(streams.get(content)).map(Stream::status);
    }

    /**
     * A newer process decides on engines from now on: what begins here has its media from there, and what plays is left to it when
     * nobody else watches. For good. Any thread.
     *
     * @param heir chooses that process
     */
    public void succeededBy(EngineSelector heir) {
        next = services.choosing(heir).sources(shared);
    }

    /**
     * Asked by a newer process: whether a content is played here from an engine for somebody else. Where it is not, no engine
     * session of it is left when this completes. Any thread.
     */
    public Future<Boolean> playsOn(ContentId content, EventExecutor executor) {
        Stream stream = streams.get(content);
        return stream == null ? executor.newSucceededFuture(false) : stream.playsOn(executor);
    }

    /** Opens no more streams; whoever plays, or comes to what plays, is served on. For good. Any thread. */
    public void drain() {
        draining = true;
    }

    /**
     * Takes no more players, ends all streams, and stops their engine sessions.
     *
     * @param span in which they are ended one after the other; zero ends all at once
     * @return completed when the last has been stopped; a stop takes no longer than the engines' stop timeout
     */
    public Future<Void> close(EventExecutor executor, Duration span) {
        closing = true;
        return InTurn.shutDown(this::all, span, executor);
    }

    /** For a run that begins. */
    SourceServices sources() {
        return next;
    }

    boolean isClosing() {
        return closing;
    }
}
