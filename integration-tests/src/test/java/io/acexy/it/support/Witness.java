package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.media.EndlessMedia;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds what one player gets against the broadcast as it comes, and keeps none of it: at real bit rates a test would
 * otherwise drown in bytes. Fed on the player's loop, asked by test threads.
 */
public final class Witness {

    /**
     * Packets that follow each other in the broadcast.
     *
     * @param first number of the first one
     * @param end number of the one after the last
     */
    public record Stretch(long first, long end) {

        long packets() {
            return end - first;
        }
    }

    private static final int PACKET = EndlessMedia.PACKET_SIZE;

    /** Packets in a row that may be of unknown origin before the oldest is given up as a stranger. */
    private static final int MAX_UNPLACED = 2_000;

    private final Truth truth;
    private final byte[] packet = new byte[PACKET];
    private final List<Stretch> stretches = new ArrayList<>();
    /** Came before it was known where they belong: the start of a stretch whose counters differ from the broadcaster's. */
    private final List<byte[]> unplaced = new ArrayList<>();

    private int filled;
    private long first = -1;
    private long next = -1;
    private long inserted;
    private long strangers;

    public Witness(Truth truth) {
        this.truth = truth;
    }

    /** The next bytes that the player got, packet borders or not. */
    public synchronized void accept(byte[] piece) {
        for (int at = 0; at < piece.length; ) {
            int length = Math.min(PACKET - filled, piece.length - at);
            System.arraycopy(piece, at, packet, filled, length);
            at += length;
            filled += length;
            if (filled == PACKET) {
                filled = 0;
                place();
            }
        }
    }

    private void place() {
        if (next >= 0 && unplaced.isEmpty() && truth.isAt(packet, next)) {
            next++;
        } else if (truth.isPreamble(packet)) {
            inserted++;
        } else {
            long found = truth.locateAlike(packet);
            if (found < 0) {
                unplaced.add(packet.clone());
            } else {
                begin(found);
            }
            forgetOldest();
        }
    }

    private void begin(long found) {
        long start = found;
        while (!unplaced.isEmpty() && truth.isAt(unplaced.get(unplaced.size() - 1), start - 1)) {
            unplaced.remove(unplaced.size() - 1);
            start--;
        }
        strangers += unplaced.size();
        unplaced.clear();
        if (start != next) {
            endStretch();
            first = start;
        }
        next = found + 1;
    }

    private void endStretch() {
        if (next >= 0) {
            stretches.add(new Stretch(first, next));
        }
    }

    private void forgetOldest() {
        if (unplaced.size() > MAX_UNPLACED) {
            unplaced.remove(0);
            strangers++;
        }
    }

    /** What has come up to now, in the order in which it came. */
    public synchronized List<Stretch> stretches() {
        List<Stretch> all = new ArrayList<>(stretches);
        if (next >= 0) {
            all.add(new Stretch(first, next));
        }
        return all;
    }

    /** Packets of the broadcast between his stretches; what was sent twice counts against them. */
    public synchronized long missing() {
        List<Stretch> all = stretches();
        long missing = 0;
        for (int i = 1; i < all.size(); i++) {
            missing += all.get(i).first() - all.get(i - 1).end();
        }
        return missing;
    }

    /** Packets that the proxy put in: tables, marks of discontinuity. */
    public synchronized long inserted() {
        return inserted;
    }

    /** Packets that are neither the broadcaster's nor the proxy's. */
    public synchronized long strangers() {
        return strangers + unplaced.size();
    }

    /** Checks that the player joined at a keyframe and has had every packet since, once. */
    public synchronized void assertEveryByteOnce() {
        assertThat(strangers()).as("packets from nowhere; %s", this).isZero();
        assertThat(stretches()).as("%s", this).hasSize(1);
        assertThat(inserted).as("tables for the newcomer and nothing else").isEqualTo(Truth.TABLES);
        assertThat(truth.isKeyframe(first)).as("joined at a keyframe").isTrue();
    }

    /** Checks that the player was never sent back: each stretch begins at a keyframe, after the end of the one before. */
    public synchronized void assertForwardOnly() {
        assertThat(strangers()).as("packets from nowhere; %s", this).isZero();
        long end = 0;
        for (Stretch stretch : stretches()) {
            assertThat(stretch.first()).as("not before what was sent; %s", this).isGreaterThanOrEqualTo(end);
            assertThat(truth.isKeyframe(stretch.first()))
                    .as("goes on at a keyframe; %s", this)
                    .isTrue();
            end = stretch.end();
        }
    }

    /** The stretches and what lies between them, as a test's message. */
    @Override
    public synchronized String toString() {
        long[] end = {-1};
        String list = stretches().stream()
                .map(stretch -> {
                    String jump = end[0] < 0 ? "" : " jump of " + (stretch.first() - end[0]) + ", then ";
                    end[0] = stretch.end();
                    return jump + stretch.packets() + " packets from " + stretch.first();
                })
                .collect(Collectors.joining(","));
        String latest =
                unplaced.isEmpty() ? "" : ", first unplaced " + Arrays.toString(Arrays.copyOf(unplaced.get(0), 12));
        return list + "; inserted " + inserted + ", strangers " + strangers() + latest;
    }
}
