package io.acexy.server.limits;

import io.acexy.core.broadcast.BufferBudget;
import java.util.function.IntSupplier;

/** What places cost in memory. Guarded by its house. */
public interface Memory {

    /** As much as anybody wants. */
    Memory PLENTY = new Memory() {
        @Override
        public boolean fits(int players, IntSupplier streams) {
            return true;
        }

        @Override
        public void hold(int players) {}

        @Override
        public long total() {
            return 0;
        }

        @Override
        public long held() {
            return 0;
        }
    };

    /** Whether there is enough for so many players of so many streams, which are counted where it matters. */
    boolean fits(int players, IntSupplier streams);

    /** There are so many players. */
    void hold(int players);

    /** Bytes that there are; 0 is no limit. */
    long total();

    /** Bytes that rings and players want, or have. */
    long held();

    /**
     * Of one budget for rings and backlogs: what is kept for players, rings do without.
     *
     * @param ring bytes that the ring of a stream needs at least
     * @param backlog bytes that a player may hold back
     */
    static Memory of(BufferBudget budget, long ring, long backlog) {
        BufferBudget.Reservation backlogs = budget.reserve();
        return new Memory() {

            @Override
            public boolean fits(int players, IntSupplier streams) {
                BufferBudget.Use use = budget.use();
                long reserved = use.reserved() - backlogs.bytes() + players * backlog;
                return reserved <= use.total() / 4 * 3 && reserved + streams.getAsInt() * ring <= use.total();
            }

            @Override
            public void hold(int players) {
                backlogs.resize(players * backlog);
            }

            @Override
            public long total() {
                return budget.total();
            }

            @Override
            public long held() {
                return budget.use().asked() + budget.use().reserved();
            }
        };
    }
}
