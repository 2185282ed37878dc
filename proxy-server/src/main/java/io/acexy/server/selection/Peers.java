package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The other proxies that serve the same players: which of them has a content from an engine. The truth is with whoever plays it, so
 * it is asked for when it is needed, of all at once; what is kept is who does not answer, and what contents are called. Confined to the desk's loop.
 */
final class Peers {

    /** What a viewer waits for at most because a peer is away; on a local network an answer takes a millisecond or two. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** What is found out beside the playing of a stream may take longer: a peer that has much to do is to be heard. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(3);

    /** One that has not answered is left alone for so long. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    /** How a peer is asked. */
    @FunctionalInterface
    interface Inquiry {

        /** Whether it plays this from an engine; nothing when it does not answer in time. Never fails. */
        Future<Optional<Boolean>> plays(EventLoop loop, Engine peer, ContentId content, Duration timeout);
    }

    private final Desk desk;
    private final Inquiry inquiry;
    private final List<Engine> others;
    private final List<Engine> before;
    private final List<Engine> after;
    private final Duration patience;
    private final Map<Engine, Long> silentUntil = new HashMap<>();
    private final KnownNames names = new KnownNames();

    /**
     * @param all of them, in the order that all know
     * @param own the place of this one, from 0
     */
    Peers(Desk desk, Inquiry inquiry, List<Engine> all, int own) {
        this(
                desk,
                inquiry,
                without(all, own),
                List.copyOf(all.subList(0, own)),
                List.copyOf(all.subList(own + 1, all.size())),
                PATIENCE);
    }

    private Peers(
            Desk desk,
            Inquiry inquiry,
            List<Engine> others,
            List<Engine> before,
            List<Engine> after,
            Duration patience) {
        this.desk = desk;
        this.inquiry = inquiry;
        this.others = others;
        this.before = before;
        this.after = after;
        this.patience = patience;
    }

    /**
     * Processes of this proxy that were here before this one.
     *
     * @param all of them; may grow shorter
     * @param patience for an answer
     */
    static Peers elders(Desk desk, Inquiry inquiry, List<Engine> all, Duration patience) {
        return new Peers(desk, inquiry, all, List.of(), List.of(), patience);
    }

    private static List<Engine> without(List<Engine> all, int own) {
        List<Engine> others = new ArrayList<>(all);
        others.remove(own);
        return List.copyOf(others);
    }

    /** The first of all that plays a content from an engine; nothing when none does, as far as they answer. */
    void playing(ContentId content, Set<Engine> excluding, Consumer<Optional<Engine>> then) {
        List<Engine> answering = new ArrayList<>(others);
        answering.removeAll(excluding);
        answering.removeAll(silent());
        ask(content, answering, patience, then);
    }

    /** The same of those that come before this one. Of two that play the same, the later one leaves it to the earlier. */
    void playingBefore(ContentId content, Consumer<Optional<Engine>> then) {
        ask(content, before, LONG_PATIENCE, then);
    }

    /** Those that come after this one hear that it plays this: who is asked for what it plays looks whether to leave it. */
    void tellAfter(ContentId content) {
        ask(content, after, LONG_PATIENCE, peer -> {});
    }

    private Set<Engine> silent() {
        long now = desk.now();
        silentUntil.values().removeIf(until -> now - until >= 0);
        return silentUntil.keySet();
    }

    /** What contents are called by all. Any thread. */
    KnownNames names() {
        return names;
    }

    private void ask(ContentId wanted, List<Engine> peers, Duration patience, Consumer<Optional<Engine>> then) {
        if (peers.isEmpty()) {
            then.accept(Optional.empty());
            return;
        }
        ContentId content = names.of(wanted);
        Round round = new Round(peers, then);
        for (int i = 0; i < peers.size(); i++) {
            int place = i;
            Engine peer = peers.get(i);
            desk.hear(inquiry.plays(desk.loop(), peer, content, patience), answer -> {
                if (answer.isEmpty()) {
                    isSilent(peer);
                }
                round.answered(place, answer.orElse(false));
            });
        }
    }

    /** A peer has not answered, or failed as a source. */
    void isSilent(Engine peer) {
        silentUntil.put(peer, desk.now() + SILENT.toNanos());
    }

    /** What a session on a peer has come to. */
    void failed(Engine peer, EngineFault fault) {
        if (fault.kind() == EngineFault.Kind.UNREACHABLE) {
            isSilent(peer);
        }
    }

    /** One question to several; the answer is known as soon as nobody who is before the first that plays can come yet. */
    private static final class Round {

        private final List<Engine> peers;
        private final Consumer<Optional<Engine>> then;
        private final Boolean[] answers;
        private boolean over;

        Round(List<Engine> peers, Consumer<Optional<Engine>> then) {
            this.peers = peers;
            this.then = then;
            this.answers = new Boolean[peers.size()];
        }

        void answered(int place, boolean plays) {
            answers[place] = plays;
            int first = 0;
            while (first < answers.length && Boolean.FALSE.equals(answers[first])) {
                first++;
            }
            boolean known = first == answers.length || Boolean.TRUE.equals(answers[first]);
            if (known && !over) {
                over = true;
                then.accept(first == answers.length ? Optional.empty() : Optional.of(peers.get(first)));
            }
        }
    }
}
