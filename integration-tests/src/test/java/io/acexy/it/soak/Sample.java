package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.acexy.it.support.Truth;
import io.acexy.it.support.Witness;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Holds one player's bytes against the broadcast that they are of, and says at the end what was wrong. It does so on a thread that all
 * samples share: to find a packet in minutes of media takes longer than the players' loop may wait.
 */
final class Sample {

    /** Nobody looks. */
    static final Sample NONE = new Sample(null);

    private static final int ENOUGH = 20;

    private static final Executor THREAD = Executors.newSingleThreadExecutor(new DefaultThreadFactory("samples", true));

    private final Witness witness;

    private Sample(Witness witness) {
        this.witness = witness;
    }

    static Sample of(Truth truth) {
        return new Sample(new Witness(truth));
    }

    void accept(byte[] bytes) {
        if (witness != null) {
            THREAD.execute(() -> witness.accept(bytes));
        }
    }

    /** Puts what is wrong with his bytes down to faults, or to nothing. */
    void judge(Visit visit, boolean hasPaused) {
        if (witness != null) {
            THREAD.execute(() -> look(visit, hasPaused));
        }
    }

    private void look(Visit visit, boolean hasPaused) {
        List<Witness.Stretch> stretches = witness.stretches();
        long packets =
                stretches.stream().mapToLong(one -> one.end() - one.first()).sum();
        if (packets < ENOUGH) {
            return;
        }
        visit.crowd.ledger.checked(packets, stretches.size() - 1);
        try {
            witness.assertForwardOnly();
        } catch (AssertionError wrong) {
            visit.put("wrong bytes", Effect.DISTORT, visit.begun, oneLine(wrong.getMessage()));
            return;
        }
        if (stretches.size() > 1 && !hasPaused) {
            visit.put("jump", Effect.MOVE, visit.begun, oneLine(witness.toString()));
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.substring(0, Math.min(600, line.length()));
    }
}
