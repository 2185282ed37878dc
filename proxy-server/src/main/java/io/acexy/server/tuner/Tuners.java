package io.acexy.server.tuner;

import io.acexy.server.channels.Channel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Which tuner has which channel. A channel has one tuner, however many watch it, until the last of them has gone; one that ran before
 * anybody came through the tuner has none. Any thread; never waits for long.
 */
final class Tuners {

    private final Slot[] slots;

    Tuners(int count) {
        slots = new Slot[count];
    }

    /** A tuner in use. */
    private static final class Slot {
        private final Channel channel;
        private int viewers;

        Slot(Channel channel) {
            this.channel = channel;
        }
    }

    /** Whether somebody gets a tuner, and if not, why. */
    enum Outcome {
        GIVEN,
        /** Another channel is on the very tuner that was asked for. */
        TAKEN,
        /** Another channel is on each of them. */
        ALL_TAKEN
    }

    /**
     * What came of a request.
     *
     * @param leave gives the place back; once more does nothing
     */
    record Place(Outcome outcome, Runnable leave) {

        static Place refused(Outcome why) {
            return new Place(why, () -> {});
        }
    }

    /** A place for one more viewer of a channel, on the tuner that it has, or else on any. */
    synchronized Place take(Channel channel) {
        int tuner = indexOf(channel).orElseGet(() -> free().orElse(-1));
        return tuner < 0 ? Place.refused(Outcome.ALL_TAKEN) : give(tuner, channel);
    }

    /** A place for one more viewer of a channel, on this tuner. */
    synchronized Place take(int tuner, Channel channel) {
        boolean fits = slots[tuner] == null || slots[tuner].channel.id().equals(channel.id());
        return fits ? give(tuner, channel) : Place.refused(Outcome.TAKEN);
    }

    private Place give(int tuner, Channel channel) {
        if (slots[tuner] == null) {
            slots[tuner] = new Slot(channel);
        }
        Slot mine = slots[tuner];
        mine.viewers++;
        AtomicBoolean left = new AtomicBoolean();
        return new Place(Outcome.GIVEN, () -> {
            if (left.compareAndSet(false, true)) {
                leave(tuner, mine);
            }
        });
    }

    private synchronized void leave(int tuner, Slot mine) {
        mine.viewers--;
        if (mine.viewers == 0) {
            slots[tuner] = null;
        }
    }

    /** Whether a channel has one. */
    synchronized boolean has(Channel channel) {
        return indexOf(channel).isPresent();
    }

    private Optional<Integer> indexOf(Channel channel) {
        return tuners().filter(i -> slots[i] != null && slots[i].channel.id().equals(channel.id()))
                .boxed()
                .findFirst();
    }

    private Optional<Integer> free() {
        return tuners().filter(i -> slots[i] == null).boxed().findFirst();
    }

    private IntStream tuners() {
        return IntStream.range(0, slots.length);
    }

    /** What each has, in order. */
    synchronized List<Optional<Channel>> now() {
        return tuners().mapToObj(i -> Optional.ofNullable(slots[i]).map(slot -> slot.channel))
                .toList();
    }
}
