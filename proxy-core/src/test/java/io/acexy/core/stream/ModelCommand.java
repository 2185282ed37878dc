package io.acexy.core.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One step of a {@link ModelWorld}.
 *
 * @param which whom or how much it concerns; whatever the number, there is somebody
 */
record ModelCommand(Kind kind, int which) {

    /** What may happen, with how often it does. */
    enum Kind {
        JOIN(10),
        LEAVE(6),
        /** A player takes nothing for a while. */
        STALL(3),
        TAKE(4),
        PASS(24),
        /** An engine is gone, with its session, until it is healed. */
        DIE(3),
        /** An engine's connection breaks, once. */
        CUT(3),
        /** An engine says nothing more, on no connection, until it is healed. */
        HANG(3),
        /** An engine is further behind from its next session on. */
        LAG(4),
        /** An engine's session is over, and it denies that there ever was one. */
        FORGET(2),
        HEAL(8),
        /** The stream is to leave its engine for another. */
        MOVE(4),
        /** The stream is to leave one engine. */
        DRAIN(2),
        AWAY(2),
        BACK(3),
        /** No engine has anything new. */
        STILL(2),
        FLOW(3),
        /** The broadcast's clock jumps. */
        CLOCK(2),
        /** Somebody in charge ends the stream. */
        STOP(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final int CHOICES = 64;

    /** As many as wanted, the same for the same seed. */
    static List<ModelCommand> some(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ModelCommand> commands = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            commands.add(new ModelCommand(kind(random), random.nextInt(CHOICES)));
        }
        return commands;
    }

    private static Kind kind(SplittableRandom random) {
        int all = 0;
        for (Kind kind : Kind.values()) {
            all += kind.weight;
        }
        int left = random.nextInt(all);
        for (Kind kind : Kind.values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("no weight is left over");
    }

    @Override
    public String toString() {
        return kind + "(" + which + ")";
    }
}
