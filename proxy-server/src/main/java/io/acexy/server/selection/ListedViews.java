package io.acexy.server.selection;

import io.acexy.orchestrator.message.EngineState;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.EngineView.Condition;
import io.acexy.server.admin.EngineView.Listing;
import io.acexy.server.admin.EngineView.Slots;
import io.acexy.server.admin.EngineView.Vpn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows the engines that the orchestrator lists, as it sees them and as we do. Confined to the desk's loop. */
final class ListedViews {

    private final SelectionParts parts;

    ListedViews(SelectionParts parts) {
        this.parts = parts;
    }

    List<EngineView> look() {
        return parts.roster().engines().stream().map(this::view).toList();
    }

    private EngineView view(EngineState state) {
        EngineBooks books = parts.notes().books();
        Candidate candidate = Candidate.of(state, parts.roster(), books);
        int ours = books.slots(candidate.engine().authority());
        int most = parts.limits().maxStreams();
        boolean usable =
                !state.draining() && candidate.load() < most && candidate.tier().isWithin(Candidate.Tier.LAST_RESORT);
        return new EngineView(
                candidate.engine(),
                listing(state),
                usable,
                new Slots(ours, Math.max(0, candidate.load() - ours), OptionalInt.of(most)),
                parts.notes().reach().reason(state.containerId()));
    }

    private static Listing listing(EngineState state) {
        String name = state.about().containerName();
        return new Listing(
                EngineView.Source.ORCHESTRATOR,
                Optional.ofNullable(name).filter(text -> !text.isBlank()),
                Condition.valueOf(state.health().name()),
                Optional.of(new Vpn(state.vpn().container(), state.vpn().forwarded())),
                state.draining(),
                state.drain().reason());
    }
}
