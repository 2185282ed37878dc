package io.acexy.core.vod;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.FilmHead;
import io.acexy.core.engine.SessionLinks;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * One film for one viewer: one engine session, and one reading at a time, the last that was ordered. Confined to the home loop;
 * methods named {@code doX} are its messages. One that is left and wanted again while it stops starts anew.
 */
final class Showing implements FilmSearch.Seeker {

    private static final Duration REOPEN_PAUSE = Duration.ofMillis(200);

    /** So many engines are tried until there is an answer. */
    private static final int MAX_ENGINES = 3;

    /** So often it waits until another's session has made room; another may be quicker. */
    private static final int MAX_WAITS = 3;

    private final GuardedLoop tasks;
    private final FilmOrder first;
    private final Films films;
    private final FilmServices services;
    private final Promise<Void> closed;
    private final FilmSearch search;
    private final Patience patience;

    private Reading reading; // null while nobody reads
    private Booking booking; // null while there is no engine
    private SessionLinks links; // null until the engine has accepted the film
    private EngineFault firstFault;
    private FilmHead facts; // of the whole film, as the engine has answered; null until it has
    private Future<?> timer;
    private int waits;
    private int stopping;

    // written on the home loop, read by anybody
    private volatile ShowingState state = ShowingState.NEW;
    private volatile long lingeringSince;

    /** Opens nothing yet: the first order does. */
    Showing(EventLoop home, FilmOrder first, Films films, FilmServices services) {
        this.tasks = new GuardedLoop(home, services.bugs(), "film", this::broken);
        this.first = first;
        this.films = films;
        this.services = services;
        this.closed = home.newPromise();
        this.search = new FilmSearch(tasks, first.content(), services.selector(), films, this);
        this.patience = new Patience(this, tasks, services.config());
    }

    GuardedLoop tasks() {
        return tasks;
    }

    private void broken() {
        give(FilmFailure.internal());
        stop(null);
    }

    // ---- the player's side ----

    /** Brings a player here. Any thread. */
    void admit(Reading wanted) {
        wanted.seatIn(this);
        wanted.player().moveTo(tasks.loop(), () -> tasks.run(() -> doRead(wanted)));
    }

    private void doRead(Reading wanted) {
        assert tasks.isHere();
        if (state == ShowingState.CLOSED) {
            films.seat(wanted);
        } else if (wanted.isOver()) {
            idle();
        } else if (films.isClosing()) {
            wanted.end(FilmFailure.shuttingDown());
            idle();
        } else if (wanted.order().headOnly() && facts != null) {
            wanted.answer(facts);
        } else {
            take(wanted);
        }
    }

    private void take(Reading wanted) {
        if (reading != null) {
            reading.end(FilmFailure.replaced());
        }
        cancelTimer();
        firstFault = null;
        waits = 0;
        search.calm();
        search.forgive();
        reading = wanted;
        reading.progress();
        patience.begin(reading);
        switch (state) {
            case NEW, SEARCHING -> search();
            case READY -> serve();
            default -> {}
        }
    }

    /** The player has gone. */
    void doLeave(Reading gone) {
        assert tasks.isHere();
        gone.close();
        finished(gone);
    }

    /** One is over, well or not. */
    void finished(Reading done) {
        if (reading == done) {
            reading = null;
            idle();
        }
    }

    /** Perhaps nobody reads now. */
    private void idle() {
        if (reading != null) {
            return;
        }
        patience.end();
        if (state == ShowingState.READY) {
            cancelTimer();
            lingeringSince = Math.max(1, tasks.now());
            timer = tasks.after(services.config().linger(), () -> stop(null));
        } else if (state == ShowingState.SEARCHING || state == ShowingState.NEW) {
            stop(null);
        }
    }

    /** Ends the reading for a reason, if there is one. */
    void give(FilmFailure why) {
        Reading ended = reading;
        if (ended != null) {
            reading = null;
            ended.end(why);
            idle();
        }
    }

    // ---- the engine's side ----

    private void search() {
        state = ShowingState.SEARCHING;
        search.find();
    }

    @Override
    public void nothingFound(EngineSelection.None answer, boolean taken) {
        search.forgive();
        if (reading.isBegun()) {
            search.findLater();
            return;
        }
        Future<Void> room = firstFault == null && waits++ < MAX_WAITS ? films.makeRoom(this, tasks.loop()) : null;
        if (room != null) {
            room.addListener(made -> tasks.run(this::roomMade));
        } else {
            give(firstFault == null ? FilmFailure.of(answer, taken) : FilmFailure.of(firstFault));
        }
    }

    private void roomMade() {
        if (state == ShowingState.SEARCHING) {
            search.find();
        }
    }

    @Override
    public void found(EngineSelection.Selected selected, ContentId name) {
        state = ShowingState.STARTING;
        Booking mine = new Booking(
                selected.engine(),
                selected.lease(),
                services.sessions().open(tasks.loop(), selected.engine(), first.content(), first.options()),
                films.claims(),
                name);
        booking = mine;
        mine.session()
                .start()
                .addListener((Future<SessionLinks.Reading> done) -> tasks.run(() -> {
                    if (booking == mine) {
                        started(done.getNow());
                    }
                }));
    }

    private void started(SessionLinks.Reading answer) {
        if (answer.links() == null) {
            services.listener().startFailed(first.content(), booking.engine(), answer.fault());
            replace(answer.fault());
        } else if (answer.links().live() == 1) {
            films.known().forget(first.content());
            give(FilmFailure.notAFilm());
            stop(null);
        } else if (claim(answer.links().infohash())) {
            state = ShowingState.READY;
            links = answer.links();
            services.listener().sessionStarted(first.content(), booking.engine(), links);
            serve();
        } else {
            search.exclude(booking.engine());
            booking.abandon();
            booking = null;
            search();
        }
    }

    private boolean claim(String infohash) {
        if (infohash == null) {
            return true;
        }
        ContentId name = first.content().withInfohash(infohash);
        films.known().name(first.content(), name);
        return booking.claim(name);
    }

    private void serve() {
        timer = null;
        if (reading == null) {
            idle();
        } else if (!reading.isAttached()) {
            reading.attach(booking.session());
        }
    }

    /** The head of an answer has come: the session works. */
    void begun(Reading by, FilmHead head) {
        firstFault = null;
        search.forgive();
        if (by.order().headers().isEmpty() && by.canMove()) {
            facts = head;
        }
    }

    /** The reader's connection is gone. One that has brought something may be opened anew, as the session may live on. */
    void lost(EngineFault fault, boolean gained) {
        if (!reading.canMove()) {
            give(FilmFailure.broken(
                    "the film broke off, and the engine had not said which part of it this was: " + fault.detail()));
            stop(fault);
        } else if (gained && fault.kind() != EngineFault.Kind.INTERNAL) {
            search.calm();
            timer = tasks.after(REOPEN_PAUSE, this::serve);
        } else {
            replace(fault);
        }
    }

    /** An engine goes on with something else than what the player has. */
    void mismatched(Reading by) {
        facts = null;
        give(FilmFailure.broken("the film broke off at byte " + by.position()
                + ", and what another answer has there is not known to be the same"));
    }

    /** No byte for too long, though the player would take some. */
    void silent() {
        if (state == ShowingState.READY && reading.canMove()) {
            reading.detach();
            replace(new EngineFault(EngineFault.Kind.SILENT, booking.engine() + " sends nothing of the film"));
        }
    }

    private void replace(EngineFault fault) {
        firstFault = firstFault == null ? fault : firstFault;
        search.exclude(booking.engine());
        cancelTimer();
        state = ShowingState.SEARCHING;
        retire(fault);
        boolean enough = reading != null && !reading.isBegun() && search.failures() >= MAX_ENGINES;
        if (enough || !fault.kind().mayWorkElsewhere()) {
            give(FilmFailure.of(firstFault));
        }
        if (reading == null) {
            idle();
        } else {
            search.findAgain();
        }
    }

    /** Gives the engine back, if there is one. */
    private void retire(EngineFault fault) {
        if (booking == null) {
            return;
        }
        Booking leaving = booking;
        booking = null;
        if (links != null) {
            services.listener().sessionEnded(first.content(), leaving.engine(), links, fault);
            links = null;
        }
        stopping++;
        leaving.end(fault)
                .addListener(stopped -> tasks.run(() -> {
                    stopping--;
                    stopped();
                }));
    }

    /** Leaves its engine for another, if it is one of these. */
    void doMove(Predicate<Engine> engines) {
        if (state != ShowingState.READY || !engines.test(booking.engine())) {
            return;
        }
        if (reading == null) {
            stop(null);
        } else if (reading.canMove()) {
            reading.detach();
            cancelTimer();
            search.exclude(booking.engine());
            retire(null);
            search();
        }
    }

    // ---- the end ----

    /** Since when it has had no reader, by the loops' ticker; 0 while it has one. Any thread. */
    long lingeringSince() {
        return lingeringSince;
    }

    /** Whether an engine will be free soon. Any thread. */
    boolean isStopping() {
        return state == ShowingState.STOPPING;
    }

    /** Ends it if nobody reads. Completed on {@code executor} when it has closed, or at once when somebody does. */
    Future<Void> stopIdle(EventExecutor executor) {
        Promise<Void> done = executor.newPromise();
        tasks.post(() -> {
            if (reading == null) {
                stop(null);
                closed.addListener(ended -> done.trySuccess(null));
            } else {
                done.trySuccess(null);
            }
        });
        return done;
    }

    /** Ends it whoever reads. Completed on {@code executor} when its engine session is stopped. */
    Future<Void> shutDown(EventExecutor executor) {
        Promise<Void> done = executor.newPromise();
        tasks.post(() -> {
            give(FilmFailure.shuttingDown());
            stop(null);
            closed.addListener(ended -> done.trySuccess(null));
        });
        return done;
    }

    private void stop(EngineFault why) {
        if (state != ShowingState.STOPPING && state != ShowingState.CLOSED) {
            state = ShowingState.STOPPING;
            cancelTimer();
            search.cancel();
            retire(why);
            stopped();
        }
    }

    /** Somebody may have come while the engine was being told: then there is no end, but a new start. */
    private void stopped() {
        if (state != ShowingState.STOPPING || stopping > 0) {
            return;
        }
        if (reading != null) {
            search();
        } else {
            state = ShowingState.CLOSED;
            films.forget(first.key(), this);
            closed.trySuccess(null);
        }
    }

    private void cancelTimer() {
        lingeringSince = 0;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
