package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * What every run works with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param shared by all runs
 * @param allocator for what candidates hold
 * @param memory how much each of them may hold
 * @param bugs where mistakes of this program are told
 */
public record SourceServices(
        SourceConfig config,
        EngineSelector selector,
        MediaSession.Opener sessions,
        Shared shared,
        ByteBufAllocator allocator,
        Allowance.Giver memory,
        Bugs bugs) {

    /**
     * What all runs share.
     *
     * @param budget how often sessions may be opened
     * @param attention whether anybody wants to know how swarms do
     * @param backups what goes on when a content dies
     * @param dead contents that did
     */
    public record Shared(SessionBudget budget, Attention attention, Backups backups, DeadContents dead) {

        /** Nothing has been opened, and nobody looks. */
        public Shared(Backups backups) {
            this(new SessionBudget(), new Attention(), backups, new DeadContents());
        }

        /** Everything that a run of this name may play. */
        public List<ContentId> contents(ContentId name) {
            return backups.of(name);
        }

        /**
         * What a run of this name would begin with.
         *
         * @param now by the loops' ticker
         */
        public ContentId wanted(ContentId name, long now) {
            return new Rota(name, backups, dead, now).content();
        }
    }

    Backups backups() {
        return shared.backups;
    }

    DeadContents dead() {
        return shared.dead;
    }

    SessionBudget budget() {
        return shared.budget;
    }

    Attention attention() {
        return shared.attention;
    }
}
