package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamFailure;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Request;
import io.acexy.server.limits.Place;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One client who takes this proxy for an engine: it has been given links, and comes for the media or not. It ends when it is
 * stopped, when its stream fails before its player has media, or when nobody has used it for a while; no other session
 * notices. Confined to a loop of its own, wherever its player and its stream are; what others ask is posted.
 */
final class GuestSession {

    /** What engines hold a call for events that do not happen. */
    private static final Duration EVENT_HOLD = Duration.ofSeconds(12);

    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

    private final GuestKeys keys;
    private final GuestWish wish;
    private final EventLoop loop;
    private final GuestSupplies supplies;
    private final Consumer<GuestSession> closed;
    private final GuestSpeed speed;
    private final GuestFilm filmPlayer = new GuestFilm();

    /** Of all players' places one is its own, until its player takes that. Any thread. */
    private final Place place;

    /** Null until an engine has accepted the content as a stream; read by anybody. */
    private volatile SessionLinks links;

    /** Whether the content is a film, of which its player has an engine's session of his own. */
    private volatile boolean film;

    private Promise<Answer> started;
    private String address;
    private GuestSeat seat;
    private PlayerChannel player;
    private int visits;
    private Promise<Answer> eventCall;
    private Future<?> timer;
    private long idleNanos;
    private long lastUsed;
    private boolean over;

    /** @param closed told once, when it is over */
    GuestSession(
            GuestKeys keys,
            GuestWish wish,
            EventLoop loop,
            GuestSupplies supplies,
            Place place,
            Consumer<GuestSession> closed) {
        this.keys = keys;
        this.wish = wish;
        this.loop = loop;
        this.supplies = supplies;
        this.place = place;
        this.closed = closed;
        this.idleNanos = supplies.limits().idle().toNanos();
        this.speed = new GuestSpeed(loop.ticker());
    }

    GuestKeys keys() {
        return keys;
    }

    GuestWish wish() {
        return wish;
    }

    /** What an engine has said of the content; null before it has. */
    SessionLinks links() {
        return links;
    }

    /** The content in its paths. */
    String infohash() {
        String named = links == null ? null : links.infohash();
        return named == null ? wish.play().content().hash() : named;
    }

    boolean isAt(String infohash) {
        return (links != null || film) && infohash().equalsIgnoreCase(infohash);
    }

    boolean isFilm() {
        return film;
    }

    /**
     * Starts the stream, and answers with the links when an engine has accepted the content, or with why none does.
     *
     * @param found where this client finds us
     */
    Future<Answer> start(Request request, String found) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        answer.addListener(begun -> place.begun());
        place.evictedBy((why, executor) -> end());
        ChannelFuture gone = request.connection().channel().closeFuture();
        ChannelFutureListener abandoned = left -> post(this::close);
        gone.addListener(abandoned);
        answer.addListener(done -> gone.removeListener(abandoned));
        post(() -> begin(answer, found));
        return answer;
    }

    /** Gives its media to a player; whoever had it before has it no more. On the loop of the player's connection. */
    Future<Answer> play(Request request) {
        place.free();
        show(request);
        if (film) {
            return playFilm(request);
        }
        PlayerDoor.Seated seated = supplies.media().seat(wish.play(), request, () -> post(this::use));
        post(() -> came(seated.player()));
        seated.answer().addListener(begun -> post(this::served));
        return seated.answer();
    }

    /** Whoever comes with a link is whom it was given to. */
    private void show(Request request) {
        if (!keys.holder().isEmpty()) {
            request.trail().heldBy(keys.holder());
        }
    }

    /** Ends it, whoever uses it. */
    Future<Void> end() {
        post(this::close);
        return null;
    }

    /** To any number of answers one after the other: each seek is one, and takes the place of the last. */
    private Future<Answer> playFilm(Request request) {
        Connection connection = request.connection();
        post(() -> filmPlayer.begins(connection));
        Runnable over = () -> post(() -> {
            filmPlayer.over(connection);
            use();
        });
        return supplies.films().order(wish.play(), "links " + keys.key(), filmPlayer.start(), request, over);
    }

    /** Gives its media to a player of HLS, who may come as often as he likes. */
    Future<Answer> playHls(Request request) {
        show(request);
        place.free();
        post(() -> visits++);
        Future<Answer> answer = supplies.hls().seat(wish.play(), HlsVisit.of(request, keys.key(), "../../"));
        answer.addListener(begun -> post(() -> {
            visits--;
            served();
        }));
        return answer;
    }

    /** How it does; asking counts as use, if the client does not say otherwise. */
    Future<Answer> stat(boolean counts) {
        return answer(() -> {
            if (counts) {
                use();
            }
            return GuestAnswers.stat(this, supplies.streams().status(wish.play().content()), speed);
        });
    }

    /** Ends it. */
    Future<Answer> stop() {
        return answer(() -> {
            close();
            return GuestAnswers.ok();
        });
    }

    /** Lets it live so long without use. */
    Future<Answer> setIdle(Duration idle) {
        return answer(() -> {
            idleNanos = (idle.compareTo(LONGEST_IDLE) < 0 ? idle : LONGEST_IDLE).toNanos();
            use();
            look();
            return GuestAnswers.ok();
        });
    }

    /** Answers when something happens, and after a while with nothing. One call waits; one more answers it. */
    Future<Answer> event() {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        post(() -> {
            if (over) {
                answer.setSuccess(GuestAnswers.unknownSession());
                return;
            }
            use();
            happens(GuestAnswers.noEvent());
            eventCall = answer;
            Future<?> hold = schedule(() -> answer.trySuccess(GuestAnswers.noEvent()), EVENT_HOLD.toNanos());
            answer.addListener(done -> hold.cancel(false));
        });
        return answer;
    }

    private Future<Answer> answer(Supplier<Answer> message) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        post(() -> answer.setSuccess(over ? GuestAnswers.unknownSession() : message.get()));
        return answer;
    }

    private void post(Runnable message) {
        try {
            loop.execute(supplies.bugs().guard("a message to a client's session", message));
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and everything on it has been closed.
        }
    }

    // ---- on its loop ----

    private void begin(Promise<Answer> answer, String found) {
        started = answer;
        address = found;
        if (over) { // the client has hung up before
            answer.setSuccess(GuestAnswers.unknownSession());
            return;
        }
        use();
        if (isKnownFilm()) {
            becomeFilm();
        } else {
            takeSeat();
        }
        look();
    }

    private void takeSeat() {
        GuestSeat taken = new GuestSeat(keys, loop, wish.play().heirs(), new GuestSeat.Owner() {
            @Override
            public void accepted(SessionLinks said) {
                post(() -> GuestSession.this.accepted(said));
            }

            @Override
            public void ended(StreamFailure why) {
                post(() -> failed(why));
            }
        });
        seat = taken;
        PlayWish play = wish.play();
        taken.sit(sitting -> supplies.streams().join(play.content(), play.options(), sitting));
    }

    private void accepted(SessionLinks said) {
        if (!over && links == null) {
            links = said;
            use();
            started.setSuccess(GuestAnswers.started(this, address));
        }
    }

    /** As HLS, or through a program, there are no films. */
    private boolean isKnownFilm() {
        ContentId content = wish.play().content();
        return !wish.hls() && content.isOriginal() && supplies.films().isFilm(content);
    }

    private void becomeFilm() {
        film = true;
        use();
        started.setSuccess(GuestAnswers.started(this, address));
    }

    /** Nobody has come for the media, and now there is none. */
    private void failed(StreamFailure why) {
        if (seat == null) {
            return;
        }
        leaveSeat();
        if (why.kind() == StreamFailure.Kind.ON_DEMAND && !over && isKnownFilm()) {
            becomeFilm();
        } else {
            started.trySuccess(GuestAnswers.error(GuestAnswers.words(why)));
            close();
        }
    }

    private void came(PlayerChannel comer) {
        if (over) {
            comer.sendAway(LeaveReason.KICKED, stopped(), loop);
            return;
        }
        if (player != null) {
            player.sendAway(LeaveReason.REPLACED, StreamFailure.replaced(), loop);
        }
        player = comer;
        use();
    }

    /** Its player has media, or knows why he has none: the stream needs no other to keep it. */
    private void served() {
        if (over) {
            supplies.hls().end(keys.key());
            return;
        }
        use();
        leaveSeat();
    }

    private void leaveSeat() {
        if (seat != null) {
            GuestSeat left = seat;
            seat = null;
            left.leave();
        }
    }

    private void use() {
        lastUsed = loop.ticker().nanoTime();
    }

    private void look() {
        if (over) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        if (isInUse()) {
            use();
        }
        long left = lastUsed + idleNanos - loop.ticker().nanoTime();
        if (left <= 0) {
            close();
        } else {
            timer = schedule(this::look, left);
        }
    }

    private boolean isInUse() {
        return !started.isDone()
                || visits > 0
                || filmPlayer.isWatched()
                || (eventCall != null && !eventCall.isDone())
                || (player != null && player.plays())
                || (wish.hls() && supplies.hls().isWatching(keys.key()));
    }

    private Future<?> schedule(Runnable task, long nanos) {
        return loop.schedule(supplies.bugs().guard("a client's session", task), nanos, TimeUnit.NANOSECONDS);
    }

    private void close() {
        if (over) {
            return;
        }
        over = true;
        closed.accept(this);
        if (timer != null) {
            timer.cancel(false);
        }
        place.free();
        leaveSeat();
        if (started != null) {
            started.trySuccess(GuestAnswers.unknownSession());
        }
        if (player != null) {
            player.sendAway(LeaveReason.KICKED, stopped(), loop);
        }
        filmPlayer.close(stopped().reason());
        supplies.hls().end(keys.key());
        happens(GuestAnswers.stoppedEvent());
    }

    private void happens(Answer event) {
        if (eventCall != null) {
            eventCall.trySuccess(event);
            eventCall = null;
        }
    }

    private static StreamFailure stopped() {
        return new StreamFailure(StreamFailure.Kind.ENDED, "this session has been stopped", Duration.ZERO);
    }
}
